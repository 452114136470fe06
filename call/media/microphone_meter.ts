/** Owner of the audio graph that measures how loud the microphone is. @module */

/** How often the level is read, in milliseconds. */
const INTERVAL_MS = 50;

/**
 * Measures `track` until disposed. A muted one is silent: a copy that is heard
 * by nobody and nothing else is measured in its place, and ends with the meter.
 *
 * @param onLevel Gets the loudness from 0 to 1, on a scale that speech fills.
 */
export function meterMicrophone(
  track: MediaStreamTrack,
  onLevel: (level: number) => void,
): Disposable {
  const context = new AudioContext();
  const copy = track.enabled ? null : track.clone();
  if (copy !== null) copy.enabled = true;
  const stream = new MediaStream([copy ?? track]);
  const source = context.createMediaStreamSource(stream);
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    let sum = 0;
    for (const sample of samples) sum += sample * sample;
    // −60 dB full scale is silence, −10 dB loud speech.
    const decibels = 10 * Math.log10(sum / samples.length + 1e-10);
    onLevel(Math.min(1, Math.max(0, (decibels + 60) / 50)));
  }, INTERVAL_MS);
  return {
    [Symbol.dispose]() {
      clearInterval(timer);
      source.disconnect();
      copy?.stop();
      context.close();
    },
  };
}

/**
 * The call outside its page: in the small window, and in what the system shows.
 * Loaded once in a call, because a hidden page may not get to load it.
 *
 * @module
 */
import { effect } from "@preact/signals";
import { render, type VNode } from "preact";
import { isTogether } from "../../call/machine/comings.ts";
import { isOn } from "../../call/media/media_snapshot.ts";
import { presentCall } from "../../call/stage/media_session.ts";
import {
  PictureInPicture,
  type PictureWindow,
} from "../../call/stage/picture_in_picture.ts";
import { callTitle } from "../words/stage.ts";
import type { MenuContext } from "./more_items.ts";
import { PictureView } from "./PictureView.tsx";

/** Begins; disposal takes it all back. */
export function startOutside({ call, view }: MenuContext): Disposable {
  const picture = new PictureInPicture({
    window,
    document,
    video: () => view.remoteVideo.current,
    fill: (small) =>
      fillWindow(
        small,
        <PictureView
          call={call}
          onBack={() => {
            globalThis.focus();
            picture.close();
          }}
        />,
      ),
    onChange: (open) => view.pictureOpen.value = open,
  });
  view.picture.value = picture;

  const session = presentCall(
    navigator.mediaSession,
    (title) => new MediaMetadata({ title, artist: "Duet" }),
    {
      togglemicrophone: () =>
        call.setMicrophone(!isOn(call.media.peek().microphone)),
      togglecamera: () => call.setCamera(!isOn(call.media.peek().camera)),
      hangup: call.leave,
      enterpictureinpicture: () => {
        if (isTogether(call.phase.peek())) void picture.open();
      },
    },
  );
  const stopShowing = effect(() => {
    const { microphone, camera } = call.media.value;
    session.show({
      title: callTitle(call.remote.value.name),
      microphone: isOn(microphone),
      camera: isOn(camera),
    });
  });
  const stopFollowing = effect(() => {
    if (isTogether(call.phase.value)) picture.allowAutomatic();
    else picture.close();
  });

  return {
    [Symbol.dispose]() {
      stopShowing();
      stopFollowing();
      session[Symbol.dispose]();
      picture[Symbol.dispose]();
      view.picture.value = null;
    },
  };
}

/** Puts something into a window that looks as the page does. */
function fillWindow(
  { document: small }: PictureWindow,
  content: VNode,
): Disposable {
  for (const { href } of styleSheets()) {
    const link = small.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    small.head.append(link);
  }
  small.title = document.title;
  for (const name of document.documentElement.getAttributeNames()) {
    const value = document.documentElement.getAttribute(name) ?? "";
    small.documentElement.setAttribute(name, value);
  }
  render(content, small.body);
  return { [Symbol.dispose]: () => render(null, small.body) };
}

function styleSheets(): HTMLLinkElement[] {
  return [...document.querySelectorAll<HTMLLinkElement>(
    'link[rel="stylesheet"]',
  )];
}

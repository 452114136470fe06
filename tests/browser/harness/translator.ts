/**
 * What translators do to a page, and what they cannot cope with.
 *
 * @module
 */
import type { Page } from "puppeteer-core";

/** What translators leave as it is; a title is written whole each time. */
const LEFT_ALONE =
  "script, style, option, textarea, title, font, [translate=no], .notranslate";

/** Replaces each text by an element that has it in other words, as browsers' translators do. */
export async function translate(page: Page): Promise<void> {
  await page.evaluate((left) => {
    const walker = document.createTreeWalker(
      document.body,
      NodeFilter.SHOW_TEXT,
    );
    const texts: Text[] = [];
    while (walker.nextNode()) {
      if (walker.currentNode instanceof Text) texts.push(walker.currentNode);
    }
    for (const text of texts) {
      const { parentElement, data } = text;
      if (data.trim() === "" || parentElement === null) continue;
      if (parentElement.closest(left) !== null) continue;
      const outer = document.createElement("font");
      const inner = document.createElement("font");
      inner.textContent = `⟦${data}⟧`;
      outer.append(inner);
      text.replaceWith(outer);
    }
  }, LEFT_ALONE);
}

/** What the page says, without the marks of {@linkcode translate}. */
export async function saidIn(page: Page): Promise<string> {
  const text = await page.evaluate(() => document.body.innerText);
  return text.replace(/[⟦⟧]/g, "");
}

/**
 * Notes each text that is changed in its place, or taken out of an element that
 * stays: a translator has put another one there, which would stay as it was.
 *
 * @returns What was noted in the page, so far.
 */
export async function watchTexts(
  page: Page,
): Promise<(page: Page) => Promise<string[]>> {
  await page.evaluateOnNewDocument((left) => {
    const noted: string[] = [];
    Reflect.set(globalThis, "changedTexts", noted);
    const note = (element: Element, before: string, after: string) => {
      // A page that comes alive may have the same text in another node.
      if (after.includes(before.trim()) || element.closest(left)) return;
      const { localName, className } = element;
      const { localName: outer } = element.parentElement ?? element;
      noted.push(
        `${outer} > ${localName}.${className}: “${before}” → “${after}”`,
      );
    };
    new MutationObserver((records) => {
      for (const { type, target, oldValue, removedNodes } of records) {
        if (type === "characterData") {
          const { parentElement } = target;
          if (parentElement === null || target.nodeType !== 3) continue;
          note(parentElement, oldValue ?? "", target.textContent ?? "");
        } else if (target instanceof Element && target.isConnected) {
          for (const node of removedNodes) {
            if (node instanceof Text) {
              note(target, node.data, target.textContent ?? "");
            }
          }
        }
      }
    }).observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
      characterDataOldValue: true,
    });
  }, LEFT_ALONE);
  return (of) => of.evaluate(() => Reflect.get(globalThis, "changedTexts"));
}

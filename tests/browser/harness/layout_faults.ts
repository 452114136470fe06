/**
 * What a person would miss in a page as it is laid out now: WCAG 1.4.4, 1.4.10,
 * 1.4.12 (nothing lost), 2.4.11 (focus not obscured) and 2.5.8 (size), measured.
 *
 * @module
 */
import type { Page } from "puppeteer-core";
import type { Look } from "./looks.ts";

/** The smallest side of what a finger must hit, in CSS pixels. */
const FINGER_PX = 44;

/** Faults of the layout, a line for each. */
export function layoutFaults(
  page: Page,
  { touch = false, insets }: Pick<Look, "touch" | "insets">,
): Promise<string[]> {
  return page.evaluate(
    async (fingerPx, insets) => {
      const faults: string[] = [];
      const root = document.documentElement;
      const sideways = Math.max(root.scrollWidth, document.body.scrollWidth) -
        root.clientWidth;
      if (sideways > 0) faults.push(`scrolls sideways by ${sideways} px`);

      // What somebody has opened, and closes again, may lie over all else.
      const opened = document.querySelector("dialog:modal, [role=menu]");
      const controls = [
        ...(opened ?? document).querySelectorAll<HTMLElement>(
          "a[href], button, input, select, textarea, summary, [tabindex]",
        ),
      ].filter((element) =>
        (element.tabIndex >= 0 || element.matches("[role^=menuitem]")) &&
        !element.matches(":disabled") && element.closest("[inert]") === null &&
        element.checkVisibility({ visibilityProperty: true })
      );
      if (controls.length === 0) faults.push("has no control");
      // Controls that have stepped back come again with the focus.
      controls[0]?.focus({ preventScroll: true });
      await new Promise((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(resolve))
      );
      for (const control of controls) {
        const name = describe(control);
        // A label is hit in place of its control.
        const label = "labels" in control && control.labels instanceof NodeList
          ? control.closest("label")
          : null;
        const small = fingerPx > 0 && !isInText(control) &&
          [control, label].every((each) => !each || isSmall(each));
        if (small) {
          const { width, height } = control.getBoundingClientRect();
          faults.push(
            `${name} is ${Math.round(width)} × ${Math.round(height)} px`,
          );
        }
        control.focus({ preventScroll: true });
        control.scrollIntoView({ block: "nearest", inline: "nearest" });
        // It may have gone meanwhile, as a notice does.
        if (!control.isConnected) continue;
        const fault = outOfReach(control);
        if (fault) faults.push(`${name} ${fault}`);
        if (cutsText(control)) faults.push(`${name} cuts its text off`);
        const { left, right, bottom } = control.getBoundingClientRect();
        // What lies low on a page that scrolls can be brought higher.
        const tooLow = root.scrollHeight <= innerHeight &&
          bottom > innerHeight - insets.bottom + 1;
        const aside = left < insets.left - 1 ||
          right > innerWidth - insets.right + 1;
        if (tooLow || aside) {
          faults.push(`${name} lies under the edge of the screen`);
        }
        const written = control.matches("input:not([type]), textarea, select");
        if (
          fingerPx > 0 && written &&
          parseFloat(getComputedStyle(control).fontSize) < 16
        ) faults.push(`${name} has letters that an iPhone would enlarge`);
      }
      const texts = (opened ?? document).querySelectorAll<HTMLElement>(
        "h1, h2, h3, p, li, label, span, strong, legend, output",
      );
      for (const text of texts) {
        if (
          text.checkVisibility({ visibilityProperty: true }) && cutsText(text)
        ) {
          faults.push(`${describe(text)} cuts its text off`);
        }
        const control = opened || text.closest("[inert]")
          ? null
          : controlOver(text);
        if (control) {
          faults.push(`${describe(text)} is covered by ${describe(control)}`);
        }
      }
      if (document.activeElement instanceof HTMLElement) {
        document.activeElement.blur();
      }
      scrollTo(0, 0);
      return faults;

      function describe(element: HTMLElement): string {
        const name = element.ariaLabel ?? element.innerText.trim();
        return `${element.localName} "${name.slice(0, 40)}"`;
      }

      /** WCAG 2.5.8 leaves links in sentences as they are. */
      function isInText(element: HTMLElement): boolean {
        return element.matches("p a, li a, dd a") &&
          getComputedStyle(element).display === "inline";
      }

      function isSmall(element: Element): boolean {
        const { width, height } = element.getBoundingClientRect();
        return width < fingerPx - 0.5 || height < fingerPx - 0.5;
      }

      function outOfReach(element: HTMLElement): string | null {
        const { left, top, right, bottom } = element.getClientRects()[0] ??
          element.getBoundingClientRect();
        if (right <= left || bottom <= top) return "takes no space";
        const [midX, midY] = [(left + right) / 2, (top + bottom) / 2];
        // What is taller than the screen is seen from its start.
        const y = bottom - top > innerHeight ? Math.max(top, 0) + 10 : midY;
        if (midX < 0 || y < 0 || midX > innerWidth || y > innerHeight) {
          return "cannot be brought into view";
        }
        const covers = [
          [midX, y],
          [left + 4, midY],
          [right - 4, midY],
          [midX, top + 4],
          [midX, bottom - 4],
        ].map(([x = 0, y = 0]) => document.elementFromPoint(x, y));
        const free = covers.some((hit) =>
          hit !== null &&
          (element.contains(hit) || hit.closest("label")?.contains(element) ||
            canBePutAway(hit))
        );
        if (free) return null;
        const [hit] = covers;
        return `is covered by ${
          hit instanceof HTMLElement ? describe(hit) : hit?.nodeName
        }`;
      }

      function isScrolledAway(text: Element, x: number, y: number): boolean {
        for (let at: Element | null = text; at; at = at.parentElement) {
          if (getComputedStyle(at).overflowX === "visible") continue;
          const { left, top, right, bottom } = at.getBoundingClientRect();
          if (x < left || x > right || y < top || y > bottom) return true;
        }
        return false;
      }

      /** A control that lies over a line of a text, and is no part of it. */
      function controlOver(text: HTMLElement): HTMLElement | null {
        const range = document.createRange();
        for (const node of text.childNodes) {
          if (!(node instanceof Text) || node.data.trim() === "") continue;
          range.selectNodeContents(node);
          text.scrollIntoView({ block: "nearest", inline: "nearest" });
          for (const { left, top, width, height } of range.getClientRects()) {
            const [x, y] = [left + width / 2, top + height / 2];
            if (width <= 1 || height <= 1 || isScrolledAway(text, x, y)) {
              continue;
            }
            const hit = document.elementFromPoint(x, y);
            const control = hit?.closest<HTMLElement>("button, input, select");
            if (!control || control.contains(text)) continue;
            if (text.contains(control) || canBePutAway(control)) continue;
            // It is seen through.
            if (control.ariaLabel === "Move your picture") continue;
            return control;
          }
        }
        return null;
      }

      /** A notice may lie over something until it is answered. */
      function canBePutAway(element: Element): boolean {
        const notices = "[role=alert], [role=status], [tabindex='-1']";
        for (
          let notice = element.closest(notices);
          notice;
          notice = notice.parentElement?.closest(notices) ?? null
        ) {
          const answered = [...notice.querySelectorAll("button")]
            .some((button) =>
              /^(Dismiss|Don’t admit)$/.test(
                button.ariaLabel ?? button.innerText,
              )
            );
          if (answered) return true;
        }
        return false;
      }

      function cutsText(element: HTMLElement): boolean {
        const { overflowX, overflowY, textOverflow } = getComputedStyle(
          element,
        );
        const own = [...element.childNodes].some((node) =>
          node instanceof Text && node.data.trim() !== ""
        );
        // What only screen readers are told is cut on purpose.
        const { width, height } = element.getBoundingClientRect();
        if (!own || width <= 1 || height <= 1) return false;
        if (textOverflow === "ellipsis") return false;
        const across = element.scrollWidth - element.clientWidth > 1;
        const down = element.scrollHeight - element.clientHeight > 1;
        const clips = (overflow: string) => /hidden|clip/.test(overflow);
        if (across && clips(overflowX) || down && clips(overflowY)) return true;
        // A button's text that leaves the button.
        return element.matches("button, a, summary") && across;
      }
    },
    touch ? FINGER_PX : 0,
    insets ?? { left: 0, right: 0, bottom: 0 },
  );
}

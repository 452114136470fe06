import { useEffect, useRef } from "preact/hooks";
import { latinKey } from "../../call/stage/latin_key.ts";
import { type MenuContext, type MenuItem, moreItems } from "./more_items.ts";
import { StageIcon } from "./StageIcon.tsx";

/**
 * A menu button and its menu, as the ARIA Authoring Practices describe them:
 * arrows, Home, End and first letters move, Escape closes, and the focus comes
 * back to the button.
 */
export function More(context: MenuContext) {
  const { menu } = context.view;
  const button = useRef<HTMLButtonElement>(null);
  function close(refocus: boolean): void {
    menu.value = false;
    if (refocus) button.current?.focus();
  }
  return (
    <div>
      <button
        ref={button}
        type="button"
        aria-label="More"
        title="More"
        aria-haspopup="menu"
        aria-expanded={menu.value}
        class="grid h-12 w-11 place-items-center rounded-full bg-glass text-white transition-colors hover:bg-glass-strong focus-ring sm:w-12"
        onClick={() => menu.value = !menu.value}
        onKeyDown={(event) => {
          if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
          event.preventDefault();
          menu.value = true;
        }}
      >
        <StageIcon name="more" />
      </button>
      {menu.value && (
        <Menu
          items={moreItems(context).filter(({ available }) => available)}
          onClose={close}
        />
      )}
    </div>
  );
}

/** The open menu; the focus is in it for as long as it is there. */
function Menu({ items, onClose }: {
  items: readonly MenuItem[];
  /** With `refocus`, the person has not gone elsewhere. */
  onClose(refocus: boolean): void;
}) {
  const root = useRef<HTMLDivElement>(null);
  const entries = () => [
    ...root.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [],
  ];
  useEffect(() => entries()[0]?.focus(), []);
  useEffect(() => {
    const outside = ({ target }: PointerEvent) => {
      const place = root.current?.parentElement;
      if (target instanceof Node && !place?.contains(target)) onClose(false);
    };
    addEventListener("pointerdown", outside);
    return () => removeEventListener("pointerdown", outside);
  }, []);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Tab") return onClose(false);
    if (event.key === "Escape") onClose(true);
    else {
      const all = entries();
      const at = all.findIndex((entry) => entry === document.activeElement);
      const next = destination(latinKey(event), at, all);
      if (next === null) return;
      next.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div
      ref={root}
      role="menu"
      aria-label="More"
      class="absolute bottom-full right-0 z-30 mb-2 grid menu w-72 max-w-full gap-1 overflow-y-auto rounded-3xl bg-raised p-2 text-ink shadow-soft"
      onKeyDown={onKeyDown}
    >
      {items.map((item) => (
        <Entry
          key={item.label}
          item={item}
          onSelect={() => {
            onClose(true);
            item.onSelect();
          }}
        />
      ))}
    </div>
  );
}

function Entry({ item, onSelect }: { item: MenuItem; onSelect(): void }) {
  const { label, icon, pressed } = item;
  const checks = pressed !== undefined;
  return (
    <button
      type="button"
      role={checks ? "menuitemcheckbox" : "menuitem"}
      {...(checks ? { "aria-checked": pressed } : {})}
      tabIndex={-1}
      class="flex min-h-[2.75rem] w-full items-center gap-3 rounded-2xl px-3 py-2 text-left text-sm hover:bg-paper focus-ring"
      onClick={onSelect}
    >
      <StageIcon name={icon} />
      <span class="flex-1">{label}</span>
      {pressed && <StageIcon name="tick" />}
    </button>
  );
}

/** Where a key leads from the entry `at`; `null`: nowhere. */
function destination(
  key: string,
  at: number,
  all: readonly HTMLElement[],
): HTMLElement | null {
  switch (key) {
    case "ArrowDown":
      return all.at((at + 1) % all.length) ?? null;
    case "ArrowUp":
      return all.at(at < 1 ? -1 : at - 1) ?? null;
    case "Home":
      return all.at(0) ?? null;
    case "End":
      return all.at(-1) ?? null;
  }
  if (!/^\p{L}$/u.test(key)) return null;
  const from = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  return from.find(({ textContent }) =>
    textContent?.trim().toLowerCase().startsWith(key)
  ) ?? null;
}

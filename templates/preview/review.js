/** One decision at a time. Every key has a button; every state has an address; a decision is shown once it is on the disk. */
(() => {
  "use strict";
  const KEYS = { a: "accept", x: "reject", s: "split", p: "pin" };
  const OPENS = { e: "date", h: "headline-edit", k: "kind", m: "merge", A: "batch", n: "add", "/": "find", "?": "help" };
  let busy = false;

  /** @param {string} selector @returns {HTMLElement | null} */
  const one = (selector) => document.querySelector(selector);
  const token = () => document.body.dataset.token ?? "";
  const event = () => document.body.dataset.event ?? null;

  /** @param {string} words */
  function say(words) {
    const status = one(".status");
    if (status) status.textContent = words;
  }

  /** @param {string} path @param {object} body */
  async function post(path, body) {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Timeline-Token": token() },
      body: JSON.stringify(body),
    });
    const type = answer.headers.get("content-type") ?? "";
    if (!type.includes("json")) throw new Error((await answer.text()).trim());
    const told = await answer.json();
    if (told.faults) throw new Error(told.faults.map((/** @type {any} */ f) => `${f.message}. ${f.hint ?? ""}`).join(" "));
    return told;
  }

  /** Show another state: its page takes the place of this one. @param {string} path @param {boolean} [back] */
  async function go(path, back) {
    const answer = await fetch(path);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.body.replaceWith(page.body);
    document.title = page.title;
    if (!back) history.pushState(null, "", event() && path === "/-/review/" ? "/-/review/" + event() : path);
    scrollTo({ top: 0, behavior: "instant" });
    const heading = one("h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
  }

  /** @param {string} path @param {object} body @param {string} words */
  async function decide(path, body, words) {
    if (busy) return;
    busy = true;
    document.body.setAttribute("aria-busy", "true");
    try {
      const told = await post(path, body);
      if (told.next) await go(told.next);
      say(told.said ?? words);
    } catch (fault) {
      say(fault instanceof TypeError ? "The server does not answer. Is it still running? Nothing was lost." : String(fault instanceof Error ? fault.message : fault));
    } finally {
      busy = false;
      document.body.removeAttribute("aria-busy");
    }
  }

  const SAID = { accept: "Accepted.", reject: "Rejected.", date: "Date set.", headline: "Headline set.", kind: "Kind set.", merge: "Merged.", split: "Split.", pin: "Pinned.", add: "Added." };

  /** @param {string} action @param {object} [more] */
  const act = (action, more = {}) => decide("/-/decide", { action, event: event(), ...more }, SAID[action] ?? "Done.");

  /** @param {string} name */
  function open(name) {
    const box = /** @type {HTMLDialogElement | null} */ (document.getElementById(name === "headline" ? "headline-edit" : name));
    if (!box || box.open) return;
    box.showModal();
    const field = /** @type {HTMLInputElement | null} */ (box.querySelector("input:checked, input, textarea"));
    field?.focus();
    if (field?.select) field.select();
    if (name === "batch") void preview(box);
  }

  /** @type {{id: string}[]} */
  let batch = [];
  /** @param {HTMLElement} box */
  async function preview(box) {
    batch = await (await fetch("/-/alike/" + event())).json();
    const list = box.querySelector(".preview");
    list?.replaceChildren(...batch.map((/** @type {any} */ item) => line(`${item.date}: ${item.headline}`)));
  }

  /** @param {string} words */
  function line(words) {
    const item = document.createElement("li");
    item.textContent = words;
    return item;
  }

  /** @type {number | undefined} */
  let waiting;
  /** What a date means, while it is being written. @param {HTMLInputElement} field */
  function read(field) {
    clearTimeout(waiting);
    const out = field.closest("form")?.querySelector(".read");
    waiting = setTimeout(async () => {
      if (!out) return;
      try {
        const told = await post("/-/read", { event: event() ?? "", words: field.value });
        out.textContent = `${told.words} (${told.edtf})`;
      } catch (fault) {
        out.textContent = fault instanceof Error ? fault.message : "";
      }
    }, 120);
  }

  /** @param {HTMLInputElement} field */
  function find(field) {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const items = await (await fetch("/-/find?q=" + encodeURIComponent(field.value))).json();
      const list = field.closest("form")?.querySelector(".found");
      list?.replaceChildren(
        ...items.map((/** @type {any} */ item, /** @type {number} */ n) => {
          const row = document.createElement("li");
          const link = document.createElement("a");
          link.href = "/-/review/" + item.id;
          link.textContent = `${n + 1}. ${item.date}: ${item.headline}`;
          row.append(link);
          return row;
        }),
      );
    }, 120);
  }

  /** @param {number} step */
  function move(step) {
    const links = [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("#queue a"))];
    const here = links.findIndex((link) => link.hasAttribute("aria-current"));
    const next = links[here + step];
    if (next) void go(new URL(next.href).pathname);
    else say(step > 0 ? "This is the last one." : "This is the first one.");
  }

  document.addEventListener("click", (click) => {
    const target = /** @type {HTMLElement} */ (click.target);
    const button = /** @type {HTMLButtonElement | null} */ (target.closest("button"));
    const link = /** @type {HTMLAnchorElement | null} */ (target.closest('a[href^="/-/review/"]'));
    if (link && !click.ctrlKey && !click.metaKey) {
      click.preventDefault();
      void go(new URL(link.href).pathname);
    }
    if (!button || button.disabled) return;
    const { action, value, mention, other } = button.dataset;
    if (button.dataset.open) open(button.dataset.open);
    else if ("close" in button.dataset) button.closest("dialog")?.close();
    else if ("undo" in button.dataset) void decide("/-/undo", {}, "Taken back.");
    else if (action) void act(action, { ...(value && { value }), ...(mention && { mention }), ...(other && { other }) });
  });

  document.addEventListener("submit", (submit) => {
    submit.preventDefault();
    const form = /** @type {HTMLFormElement} */ (submit.target);
    if ("batch" in form.dataset) {
      void decide("/-/batch", { event: event(), ids: batch.map((item) => item.id) }, `${batch.length} accepted.`);
      return;
    }
    const link = /** @type {HTMLAnchorElement | null} */ (form.querySelector(".found a"));
    if (link) void go(new URL(link.href).pathname);
    const action = form.dataset.action;
    if (!action) return;
    const given = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
    void act(action, given);
  });

  document.addEventListener("input", (input) => {
    const field = /** @type {HTMLInputElement} */ (input.target);
    if (field.name === "value") read(field);
    if (field.name === "q") find(field);
  });

  document.addEventListener("keydown", (press) => {
    if (press.ctrlKey || press.metaKey || press.altKey) return;
    const target = /** @type {HTMLElement} */ (press.target);
    const writing = target.matches("input:not([type=radio]), textarea");
    const box = /** @type {HTMLDialogElement | null} */ (document.querySelector("dialog[open]"));
    if (writing) {
      if (press.key === "Enter" && target.matches("textarea")) {
        press.preventDefault();
        target.closest("form")?.requestSubmit();
      }
      return;
    }
    if (/^[1-9]$/.test(press.key)) {
      const rows = (box ?? document).querySelectorAll(box ? ".pick button, .pick a" : ".choices button");
      /** @type {HTMLElement | undefined} */ (rows[Number(press.key) - 1])?.click();
      return;
    }
    if (box) return;
    if (press.key in KEYS) {
      const button = /** @type {HTMLButtonElement | null} */ (one(`.keys [data-action="${KEYS[press.key]}"]`));
      if (button && !button.disabled) void act(KEYS[press.key]);
    } else if (press.key in OPENS) {
      press.preventDefault();
      open(OPENS[press.key]);
    } else if (press.key === "u") void decide("/-/undo", {}, "Taken back.");
    else if (press.key === "j") move(1);
    else if (press.key === "b") move(-1);
  });

  addEventListener("popstate", () => void go(location.pathname, true));
  if (event() && location.pathname === "/-/review/") history.replaceState(null, "", "/-/review/" + event());
})();

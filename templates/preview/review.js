/** One decision at a time. Every key has a button; every state has an address; a decision is shown once it is on the disk. */
(() => {
  "use strict";
  /** @type {Record<string, string>} */
  const KEYS = { a: "accept", x: "reject", s: "split", p: "pin" };
  /** @type {Record<string, string>} */
  const OPENS = { e: "date", h: "headline-edit", k: "kind", m: "merge", A: "batch", n: "add", "/": "find", "?": "help" };
  const SINGLE = "timeline-review-single-keys";
  let busy = false;
  /** Another page is on its way: what is pressed now is meant for it, and must not decide this one. */
  let coming = false;

  /** @param {string} selector @returns {HTMLElement | null} */
  const one = (selector) => document.querySelector(selector);
  const token = () => document.body.dataset.token ?? "";
  const event = () => document.body.dataset.event ?? null;

  /** What is open in front says it; a screen reader hears nothing of what lies behind. @param {string} words */
  function say(words) {
    const status = one("dialog[open] [role=status]") ?? one(".status");
    status?.classList.remove("wrong");
    if (status) status.textContent = words;
  }

  const single = () => localStorage.getItem(SINGLE) !== "off";

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
    if (told.faults) throw new Error(told.faults.map((/** @type {any} */ f) => `${f.message}. ${f.hint ?? ""}`.trim()).join(" "));
    return told;
  }

  /** Show another state: its page takes the place of this one. @param {string} path @param {boolean} [back] */
  async function go(path, back) {
    coming = true;
    let page;
    try {
      const answer = await fetch(path);
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } finally {
      coming = false;
    }
    document.body.replaceWith(page.body);
    document.title = page.title;
    if (!back) history.pushState(depth() + 1, "", event() && path === "/-/review/" ? "/-/review/" + event() : path);
    scrollTo({ top: 0, behavior: "instant" });
    const heading = one("h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
    reveal();
  }

  /** The sentence stays in sight above a form, on a small screen too. @param {HTMLElement} box */
  function uncover(box) {
    const mark = one("blockquote mark") ?? one("blockquote");
    if (!mark) return;
    const { top, bottom } = mark.getBoundingClientRect();
    const room = box.getBoundingClientRect().top;
    if (bottom > room) scrollBy({ top: top - room / 2, behavior: "instant" });
  }

  /** The words that date it are in sight, also in a long paragraph. */
  function reveal() {
    const quoted = one("blockquote");
    const mark = one("blockquote mark");
    if (quoted && mark) quoted.scrollTop += mark.getBoundingClientRect().top - quoted.getBoundingClientRect().top - quoted.clientHeight / 3;
  }

  /** @param {string} path @param {object} body @param {string} words */
  async function decide(path, body, words) {
    if (busy || coming) return;
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

  /** @type {Record<string, string>} */
  const SAID = { accept: "Accepted.", reject: "Rejected.", date: "Date set.", headline: "Headline set.", kind: "Kind set.", merge: "Merged.", split: "Split.", pin: "Pinned.", add: "Added.", forget: "Removed." };

  /** @param {string} action @param {object} [more] @param {boolean} [stay] */
  const act = (action, more = {}, stay = false) =>
    decide(stay ? "/-/decide?stay" : "/-/decide", { action, event: event(), ...more }, SAID[action] ?? "Done.");

  /** @param {string} name */
  function open(name) {
    const box = /** @type {HTMLDialogElement | null} */ (document.getElementById(name === "headline" ? "headline-edit" : name));
    if (!box || box.open) return;
    box.showModal();
    uncover(box);
    const tick = /** @type {HTMLInputElement | null} */ (box.querySelector("#single"));
    if (tick) tick.checked = single();
    const field = /** @type {HTMLInputElement | null} */ (box.querySelector(".pick button, [data-batch] .main") ?? box.querySelector("input:not([type=checkbox]), textarea"));
    field?.focus();
    if (field?.select) field.select();
    if (name === "batch") void preview(box);
  }

  /** @param {HTMLElement} box */
  async function preview(box) {
    const items = await (await fetch("/-/alike/" + event())).json();
    const list = box.querySelector(".preview");
    list?.replaceChildren(...items.map((/** @type {any} */ item) => {
      const row = document.createElement("li");
      const label = document.createElement("label");
      label.append(box_for(item.id, true), `${item.date}: ${item.headline}`);
      row.append(label);
      return row;
    }));
  }

  /** @param {string} id @param {boolean} [ticked] */
  function box_for(id, ticked = false) {
    const tick = document.createElement("input");
    tick.type = "checkbox";
    tick.value = id;
    tick.checked = ticked;
    return tick;
  }

  /** The events that are ticked in a form. @param {Element | null} form */
  const ticked = (form) => [.../** @type {NodeListOf<HTMLInputElement>} */ (form?.querySelectorAll("li input:checked") ?? [])].map((tick) => tick.value);

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
        out.classList.remove("wrong");
        out.textContent = `${told.words} (${told.edtf})` + (told.as_of ? `, read as of ${told.as_of}` : "");
      } catch (fault) {
        out.classList.add("wrong");
        out.textContent = fault instanceof Error ? fault.message : "";
      }
    }, 120);
  }

  /** @param {HTMLInputElement} field */
  function find(field) {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const items = await (await fetch("/-/find?q=" + encodeURIComponent(field.value))).json();
      // Where somebody is choosing already, the list stays as they see it.
      if (!field.isConnected || document.activeElement?.closest(".found")) return;
      const list = /** @type {HTMLElement | null} */ (field.closest("form")?.querySelector(".found"));
      list?.replaceChildren(...items.filter((/** @type {any} */ item) => !list.dataset.pick || item.id !== event()).map(list.dataset.pick ? choice : hit));
      say(items.length ? `${items.length} found.` : "Nothing is like it.");
    }, 120);
  }

  /** An event to go to. @param {any} item */
  function hit(item) {
    const row = document.createElement("li");
    const link = document.createElement("a");
    link.href = "/-/review/" + item.id;
    link.textContent = `${item.date || "No date"}: ${item.headline}`;
    row.append(link);
    return row;
  }

  /** An event to merge with. @param {any} item */
  function choice(item) {
    const row = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.action = "merge";
    button.dataset.other = item.id;
    button.textContent = `${item.date || "No date"}: ${item.headline}`;
    const tick = box_for(item.id);
    tick.ariaLabel = `And ${item.headline}`;
    row.append(tick, button);
    return row;
  }

  /** How many pages of this review lie behind this one. */
  const depth = () => (typeof history.state === "number" ? history.state : 0);

  function next() {
    const after = document.body.dataset.next;
    if (after && after !== event()) void go("/-/review/" + after);
    else say(event() ? "This is the last one." : "Nothing more is doubtful.");
  }

  /** What was on the screen before, also the one that was just decided. */
  function back() {
    if (depth() > 0) history.back();
    else say("This is where you began.");
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
    const { action, value, mention, other, kind } = button.dataset;
    if (button.dataset.open) open(button.dataset.open);
    else if ("close" in button.dataset) button.closest("dialog")?.close();
    else if ("undo" in button.dataset) void decide("/-/undo", {}, "Taken back.");
    else if (action) void act(action, { ...(value && { value }), ...(mention && { mention }), ...(other && { other }), ...(kind && { kind }) });
  });

  document.addEventListener("submit", (submit) => {
    submit.preventDefault();
    const form = /** @type {HTMLFormElement} */ (submit.target);
    const ids = ticked(form);
    if ("batch" in form.dataset) {
      if (ids.length) void decide("/-/batch", { event: event(), ids }, `${ids.length} accepted.`);
      return;
    }
    if (ids.length) {
      void decide("/-/batch", { event: event(), ids, action: "merge" }, `${ids.length + 1} merged into one.`);
      return;
    }
    if (new FormData(form).get("q")) /** @type {HTMLElement | null} */ (form.querySelector(".found a, .found button"))?.click();
    const action = form.dataset.action;
    if (!action) return;
    const given = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
    void act(action, given, submit.submitter?.hasAttribute("data-stay"));
  });

  document.addEventListener("change", (change) => {
    const tick = /** @type {HTMLInputElement} */ (change.target);
    if (tick.id === "single") localStorage.setItem(SINGLE, tick.checked ? "on" : "off");
    if (tick.form) tick.form.dataset.ticked = "";
    const merge = /** @type {HTMLButtonElement | null} */ (tick.form?.querySelector("button[data-ticked]"));
    if (merge) merge.hidden = !ticked(tick.form).length;
  });

  document.addEventListener("input", (input) => {
    const field = /** @type {HTMLInputElement} */ (input.target);
    if (field.name === "value") read(field);
    if (field.name === "q") find(field);
  });

  document.addEventListener("keydown", (press) => {
    const target = /** @type {HTMLElement} */ (press.target);
    const form = target.closest("form");
    if (form && press.key === "Enter" && (press.ctrlKey || press.metaKey)) {
      press.preventDefault();
      form.requestSubmit(/** @type {HTMLElement | null} */ (form.querySelector("[data-stay]")));
      return;
    }
    if (press.ctrlKey || press.metaKey || press.altKey) return;
    const rows = /** @type {HTMLElement[]} */ ([...(form?.querySelectorAll(".found a, .found button") ?? [])]);
    if (rows.length && /^Arrow(Up|Down)$/.test(press.key)) {
      press.preventDefault();
      const fields = [/** @type {HTMLElement} */ (form?.querySelector("[name=q]")), ...rows];
      const to = fields.indexOf(target) + (press.key === "ArrowDown" ? 1 : -1);
      fields[Math.max(0, Math.min(to, fields.length - 1))].focus();
      return;
    }
    // Who has gone on from what is ticked already, and ticked nothing, means the one that they are at.
    const meant = form?.dataset.ticked !== undefined || target.closest("li")?.querySelector("input:checked");
    if (form && press.key === "Enter" && target.closest(".found") && meant && ticked(form).length) {
      press.preventDefault();
      form.requestSubmit();
      return;
    }
    const writing = target.matches("input:not([type=checkbox]), textarea");
    const box = /** @type {HTMLDialogElement | null} */ (document.querySelector("dialog[open]"));
    if (writing) {
      if (press.key === "Enter" && target.matches("textarea")) {
        press.preventDefault();
        form?.requestSubmit();
      }
      return;
    }
    if (!single() || coming) return;
    const search = /** @type {HTMLInputElement | null} */ (box?.querySelector("[name=q]"));
    if (search && /^\p{L}$/u.test(press.key)) {
      search.focus();
      return;
    }
    const digit = /^Digit([1-9])$/.exec(press.code)?.[1];
    if (box && press.shiftKey && digit) {
      /** @type {HTMLElement | undefined} */ (box.querySelectorAll("[data-pick] input")[Number(digit) - 1])?.click();
      return;
    }
    if (/^[1-9]$/.test(press.key)) {
      const choices = (box ?? document).querySelectorAll(box ? ".pick button" : ".choices button");
      /** @type {HTMLElement | undefined} */ (choices[Number(press.key) - 1])?.click();
      return;
    }
    if (box) return;
    if (press.key in KEYS) {
      one(`.keys [data-action="${KEYS[press.key]}"], .keys [data-open="${KEYS[press.key]}"]`)?.click();
    } else if (press.key in OPENS) {
      press.preventDefault();
      open(OPENS[press.key]);
    } else if (press.key === "u") void decide("/-/undo", {}, "Taken back.");
    else if (press.key === "j") next();
    else if (press.key === "b") back();
  });

  reveal();
  addEventListener("popstate", () => void go(location.pathname, true));
  if (event() && location.pathname === "/-/review/") history.replaceState(depth(), "", "/-/review/" + event());
})();

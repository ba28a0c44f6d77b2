/* Save each answer as it is given: keep it on this device, send it, and show what has become of it.

   Without this script the buttons of the form save the page. The protocol: docs/decisions/0015. */
"use strict";

(() => {
  const TYPING = 800; // after the last key, in milliseconds
  const FIRST_WAIT = 1000; // before a save is tried again; twice as long each time
  const LONGEST_WAIT = 30000;
  const PATIENCE = 15000; // for an answer of the server
  const MOST = 20; // answers in one save
  const DOUBLE_CLICK = 1000;

  const byId = (id) => document.getElementById(id);
  if (!byId("saving") || !window.fetch || !window.htmx) return;

  const { assessment, address, now } = byId("saving").dataset;
  const typing = new Map(); // item -> timer
  const flying = new Set();
  let queue = [];
  let isSending = false;
  let trouble = ""; // "offline" or "busy"
  let failures = 0;
  let retry = 0;
  let stale = 0;
  let isOver = false; // the server will take nothing more from this page
  let held = null; // the button that waits for the answers to be sent
  let presses = 0;
  let left = 0; // when the page was last sent by a button
  let last = 0;

  /* ---------- time: the device's clock, corrected by how wrong it was when the page was made ---------- */
  // The server read its clock between getting the request and sending the page: half-way, as far as we know.
  const [{ requestStart = 0, responseStart = 0 } = {}] = performance.getEntriesByType("navigation");
  const made = responseStart ? (requestStart + responseStart) / 2 : performance.now();
  const correction = Number(now) - (Date.now() - performance.now() + made);
  const serverTime = () => (last = Math.max(last + 1, Math.round(Date.now() + correction)));

  /* ---------- answers ---------- */
  const answer = (item, values, seen) => {
    clearTimeout(typing.get(item));
    typing.delete(item);
    if (waiting.isGone(assessment)) return;
    queue.filter((each) => each.item === item && !flying.has(each)).forEach(drop);
    held = null; // Who goes on answering stays on this page.
    const entry = { assessment, item, values, seen, at: serverTime() };
    queue.push(entry);
    waiting.keep(entry);
    paint();
    send();
  };

  const drop = (entry) => {
    queue = queue.filter((each) => each !== entry);
    waiting.remove(entry);
  };

  /* The answer of an item as it stands in the form, unless that is what the page knows as stored. */
  const given = (item) => {
    const values = boxes.values(item);
    const pending = queue.filter((each) => each.item === item).pop();
    const known = pending ? pending.values : boxes.shown(item);
    // What waits already is not given again; what was refused is.
    const isNew = !boxes.isSame(values, known) || (!pending && boxes.hasError(item));
    if (!byId(`item-${item}`) || !isNew) {
      clearTimeout(typing.get(item));
      typing.delete(item);
    } else {
      answer(item, values, boxes.seen(item));
    }
  };

  const giveAllTyped = () => [...typing.keys()].forEach(given);

  /* ---------- sending ---------- */
  const batch = () => {
    const items = new Set();
    return queue.filter((each) => !items.has(each.item) && items.add(each.item)).slice(0, MOST);
  };

  const bodyOf = (entries) => {
    const body = new URLSearchParams({ csrf_token: byId("token").value, page: byId("saving").dataset.page });
    body.set("asked", boxes.asked().join(" "));
    entries.forEach((entry) => {
      body.set(`seen-${entry.item}`, entry.seen);
      body.set(`at-${entry.item}`, entry.at);
      entry.values.forEach((value) => body.append(`item-${entry.item}`, value));
    });
    return body;
  };

  const post = async (entries) => {
    const body = bodyOf(entries).toString();
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    try {
      const response = await fetch(address, {
        method: "POST",
        body,
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        signal: patience.signal,
        keepalive: body.length < 60000,
      });
      return { status: response.status, html: await response.text() };
    } finally {
      clearTimeout(timer);
    }
  };

  const send = async () => {
    if (isSending || isOver) return;
    clearTimeout(retry);
    const entries = batch();
    if (!entries.length && !held && !trouble) return;
    isSending = true;
    entries.forEach((entry) => flying.add(entry));
    let outcome = "offline";
    try {
      const reply = await post(entries);
      await signs.released();
      outcome = take(reply, entries);
    } catch (unreachable) {
      // It stays in the queue.
    }
    isSending = false;
    flying.clear();
    trouble = outcome === "again" ? trouble : outcome;
    failures = outcome && outcome !== "again" ? failures + 1 : 0;
    paint();
    if (isOver) return;
    if (failures) retry = setTimeout(send, Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1)));
    else if (queue.length || outcome === "again") send();
    else goOn();
  };

  /* What an answer of the server means: "" for done, "again", or the kind of trouble.
     Whoever answers in its place (the sign-in page of a hotel) does not write what we look for. */
  const take = ({ status, html }, entries) => {
    if (status === 200 && html.includes('id="confirmed"')) {
      stale = 0;
      signs.swap(html);
      document.querySelectorAll("#confirmed > li").forEach((each) => confirm(each.dataset, entries));
      // A page that only shows answers shows those that had waited, unless it has to tell of another one.
      if (entries.length && !byId("answers") && !byId("apart").firstElementChild) location.reload();
      return "";
    }
    if (status === 400 && html.includes('id="token"') && stale < 2) {
      stale += 1;
      signs.swap(html);
      document.querySelectorAll('input[name="csrf_token"]').forEach((box) => (box.value = byId("token").value));
      return "again";
    }
    if (status === 404 && html.includes('id="connection"')) {
      isOver = true;
      signs.swap(html);
      waiting.obey(document);
      if (waiting.isGone(assessment)) queue = [];
    }
    return status === 200 ? "offline" : "busy";
  };

  const confirm = ({ item, at, revision, verdict }, entries) => {
    const sent = entries.find((entry) => entry.item === item && String(entry.at) === at);
    if (!sent) return;
    drop(sent);
    if (verdict === "lost" || verdict === "refused") return;
    boxes.mend(item);
    // What was answered after it on this page was answered knowing it.
    queue.filter((each) => each.item === item).forEach((each) => {
      each.seen = revision;
      waiting.keep(each);
    });
  };

  const paint = () => signs.paint({ queue, trouble, isHeld: Boolean(held), isOver });

  /* ---------- leaving the page ---------- */
  const goOn = () => {
    if (!held) return;
    const { form, name, value, action } = held;
    const button = document.createElement("button");
    Object.assign(button, { type: "submit", name, value, hidden: true });
    if (action) button.setAttribute("formaction", action);
    held = null;
    presses = 0;
    form.append(button);
    button.click();
    button.remove();
  };

  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    const form = event.target;
    if (form.method !== "post") return;
    if (button && (button.name === "clear" || button.name === "take")) return press(event, button);
    giveAllTyped();
    if (Date.now() - left < DOUBLE_CLICK) return event.preventDefault();
    presses += 1;
    const isReady = !queue.length && !isSending && navigator.onLine !== false;
    // A third press goes through in any case: the browser knows best whether there is a connection.
    if (isReady || isOver || (presses > 2 && navigator.onLine !== false)) {
      left = Date.now();
      return undefined;
    }
    event.preventDefault();
    held = {
      form,
      name: button ? button.name : "go",
      value: button ? button.value : "next",
      action: button ? button.getAttribute("formaction") : null,
    };
    paint();
    return send();
  });

  /* Clear an answer, or take the other one where two have met: a save like any other. */
  const press = (event, button) => {
    const item = button.value;
    const offer = button.name === "take" ? button.closest(".offer") : null;
    const others = offer ? offer.querySelectorAll(`[name="other-${item}"]`) : [];
    const values = [...others].map((box) => box.value);
    event.preventDefault();
    boxes.put(item, values);
    boxes.focus(item);
    answer(item, values, offer ? offer.dataset.seen : boxes.seen(item));
    if (offer) offer.remove();
  };

  // The offers that stand apart are no part of the form.
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest(".offer button[name=take]");
    if (button && !button.form) press(event, button);
  });

  /* ---------- what happens ---------- */
  document.addEventListener("change", ({ target }) => {
    const item = boxes.itemOf(target);
    if (item && !(boxes.isTyped(target) && target.type === "date")) given(item);
  });
  document.addEventListener("input", ({ target }) => {
    const item = boxes.itemOf(target);
    if (!item || !boxes.isTyped(target)) return;
    clearTimeout(typing.get(item));
    typing.set(item, setTimeout(() => given(item), TYPING));
  });
  document.addEventListener("focusout", ({ target }) => {
    const item = boxes.itemOf(target);
    // After the focus has moved, so that the box may be drawn anew.
    if (item && boxes.isTyped(target)) setTimeout(() => byId(`item-${item}`) && given(item), 0);
  });

  const comeBack = () => {
    failures = 0;
    send();
  };
  window.addEventListener("online", () => {
    if (!trouble) trouble = "offline";
    comeBack();
  });
  window.addEventListener("offline", () => {
    trouble = "offline";
    paint();
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? giveAllTyped() : comeBack()));
  window.addEventListener("pagehide", giveAllTyped);
  window.addEventListener("storage", ({ key }) => {
    if (key && key.startsWith("rely:gone:") && waiting.isGone(assessment)) {
      queue = [];
      trouble = "";
      paint();
    }
  });

  /* Back in the history a browser may show the page as it was: fetch how things stand now. */
  window.addEventListener("pageshow", async ({ persisted }) => {
    left = 0;
    if (!persisted) return;
    try {
      const response = await fetch(location.href);
      const html = await response.text();
      if (!response.ok || !html.includes('id="saving"')) return;
      signs.swapPage(html);
    } catch (unreachable) {
      trouble = "offline";
    }
    begin();
  });

  /* What waited from before: of each item the last answer, shown in the form and sent. */
  const begin = () => {
    const newest = new Map();
    waiting.list(assessment).forEach((entry) => {
      if (newest.has(entry.item)) waiting.remove(newest.get(entry.item));
      newest.set(entry.item, entry);
    });
    queue = [...newest.values()];
    queue.forEach(({ item, values }) => boxes.put(item, values));
    if (navigator.onLine === false) trouble = "offline";
    paint();
    send();
  };
  begin();
})();

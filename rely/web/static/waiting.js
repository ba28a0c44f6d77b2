/* Keep answers on this device until the server has confirmed them, one entry of localStorage for each. */
"use strict";

const waiting = (() => {
  const DAY = 86400000;
  const days = Number(document.currentScript && document.currentScript.dataset.days) || 30;

  // Private windows and strict settings refuse storage: then answers wait in the page alone.
  const store = (() => {
    try {
      localStorage.setItem("rely:test", "1");
      localStorage.removeItem("rely:test");
      return localStorage;
    } catch (refused) {
      return { length: 0, key: () => null, getItem: () => null, setItem: () => {}, removeItem: () => {} };
    }
  })();

  const keys = () =>
    Array.from({ length: store.length }, (_, at) => store.key(at)).filter((key) => key && key.startsWith("rely:"));

  // rely:answer:<assessment>:<time of answering>:<item> and rely:gone:<assessment>:<time of deletion>
  const parts = (key) => {
    const [, kind, assessment, at, item] = key.split(":");
    return { kind, assessment, at: Number(at), item };
  };

  const keyOf = (entry) => `rely:answer:${entry.assessment}:${entry.at}:${entry.item}`;

  const read = (key) => {
    try {
      return Object.assign(parts(key), JSON.parse(store.getItem(key)));
    } catch (damaged) {
      store.removeItem(key);
      return null;
    }
  };

  /* All that waits for an assessment, the earliest answer first. */
  const list = (assessment) =>
    keys()
      .filter((key) => key.startsWith(`rely:answer:${assessment}:`))
      .map(read)
      .filter((entry) => entry && Array.isArray(entry.values))
      .sort((one, other) => one.at - other.at);

  const keep = (entry) => {
    try {
      const { values, seen } = entry;
      store.setItem(keyOf(entry), JSON.stringify({ values, seen }));
    } catch (full) {
      // Then it waits in the page alone, and the buttons of the form send it.
    }
  };

  const remove = (entry) => store.removeItem(keyOf(entry));

  const isGone = (assessment) => keys().some((key) => key.startsWith(`rely:gone:${assessment}:`));

  /* Forget all that waits for a deleted assessment, and take nothing more for it in any tab. */
  const forget = (assessment) => {
    keys().filter((key) => key.startsWith(`rely:answer:${assessment}:`)).forEach((key) => store.removeItem(key));
    try {
      if (!isGone(assessment)) store.setItem(`rely:gone:${assessment}:${Date.now()}`, "1");
    } catch (full) {
      // A late answer gets its 404 from the server.
    }
  };

  // No longer than the server keeps a draft.
  keys().filter((key) => Date.now() - (parts(key).at || 0) > days * DAY).forEach((key) => store.removeItem(key));

  const obey = (root) => root.querySelectorAll("[data-forget]").forEach((each) => forget(each.dataset.forget));
  document.addEventListener("DOMContentLoaded", () => obey(document));

  return { list, keep, remove, forget, isGone, obey };
})();

/* Say while somebody writes how many characters are left; without this script the page says how many fit. */
"use strict";

(() => {
  const NEAR = 100; // from here on it is read aloud, too, once every so many characters
  const EVERY = 20;

  const tell = (box) => {
    const room = document.getElementById(box.id.replace(/-box$/, "-room"));
    if (!room || !room.dataset.left || box.maxLength < 0) return;
    const left = box.maxLength - box.value.length;
    room.setAttribute("aria-live", left <= NEAR && left % EVERY === 0 ? "polite" : "off");
    room.textContent = room.dataset.left.replace("{n}", left.toLocaleString(document.documentElement.lang));
  };

  document.addEventListener("input", ({ target }) => target.tagName === "TEXTAREA" && tell(target));
  document.querySelectorAll("textarea").forEach((box) => box.value && tell(box));
})();

/* Put pieces of the page in place and show what has become of the answers: signs, notice, the line read aloud. */
"use strict";

const signs = (() => {
  const atOnce = (swapStyle) => ({ swapStyle, swapDelay: 0, settleDelay: 0 });
  const byId = (id) => document.getElementById(id);
  const text = (element) => element.textContent.trim().replace(/\s+/g, " ");
  const LONGEST_PRESS = 1000; // in milliseconds
  let isDelayed = false; // whether something waits to be told until its box is left
  let released = Promise.resolve();

  /* What is drawn while a button is held down may move it away from under the finger, and the press is lost. */
  document.addEventListener("pointerdown", () => {
    released = new Promise((done) => {
      setTimeout(done, LONGEST_PRESS);
      document.addEventListener("pointerup", () => setTimeout(done), { once: true }); // the click comes after it
    });
  });

  const swap = (html) => {
    isDelayed = false;
    htmx.swap(document.body, html, atOnce("none"));
  };

  const swapPage = (html) => htmx.swap("#content", html, atOnce("outerHTML"), { select: "#content" });

  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail;
    const box = document.activeElement;
    const isInUse = target.classList.contains("ask-one") && boxes.isTyped(box) && target.contains(box);
    // A box in use is drawn anew when it is left. A line that says the same again is not read aloud again.
    const isSaid = target.id === "line" && (isDelayed || text(target) === text(fragment));
    isDelayed = isDelayed || isInUse;
    if (isInUse || isSaid) event.preventDefault();
  });

  const say = (element, template) => {
    if (!element || element.dataset.says === template) return;
    element.dataset.says = template;
    element.replaceChildren(...(template ? [byId(template).content.cloneNode(true)] : []));
  };

  /* What waits, with which trouble; isHeld says that a button waits too, isOver that nothing more is sent. */
  const paint = ({ queue, trouble, isHeld, isOver }) => {
    const isOffline = trouble === "offline" || navigator.onLine === false;
    const waits = trouble || isOffline;
    queue.forEach(({ item }) => {
      const sign = byId(`item-${item}-state`);
      if (!sign) return;
      sign.className = "state state-wait";
      sign.replaceChildren(...(waits ? [byId("say-waiting").content.cloneNode(true)] : []));
    });
    if (!isOver) say(byId("connection"), waits ? (isOffline ? "say-offline" : "say-busy") : "");
    const count = document.querySelector("#connection [data-count]");
    if (count && count.textContent !== String(queue.length)) count.textContent = queue.length;
    const line = byId("line");
    if (line && waits && (isHeld || queue.length)) {
      line.className = "state state-wait";
      say(line, isHeld ? "say-held" : "say-waiting");
    } else if (line) {
      line.className = "state state-ok";
      if (line.dataset.says && line.querySelector("svg use[href='#i-wait']")) line.replaceChildren();
      delete line.dataset.says;
    }
  };

  return { swap, swapPage, paint, released: () => released };
})();

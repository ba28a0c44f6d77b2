/* Read answers out of the boxes of the form, put answers into them, and know what the page shows as stored. */
"use strict";

const boxes = (() => {
  const named = (name) => [...document.querySelectorAll(`#answers [name="${name}"]`)];
  const of = (item) => named(`item-${item}`);
  const isChoice = (box) => box.type === "radio" || box.type === "checkbox";
  const isTyped = (box) => Boolean(box) && (box.tagName === "TEXTAREA" || (box.tagName === "INPUT" && !isChoice(box)));

  /* The item that a box belongs to, empty for what is no box of the form. */
  const itemOf = ({ name, form }) =>
    name && name.startsWith("item-") && form && form.id === "answers" ? name.slice(5) : "";

  /* What is chosen or typed; nothing for an empty box. */
  const values = (item) =>
    of(item)
      .filter((box) => (isChoice(box) ? box.checked : box.value.trim()))
      .map((box) => box.value);

  const shown = (item) => named(`shown-${item}`).map((box) => box.value);
  const seen = (item) => named(`seen-${item}`).map((box) => box.value)[0] || "0";
  const isSame = (some, others) => some.length === others.length && some.every((value, at) => value === others[at]);

  /* Show an answer; a box that is typed in at this moment is left alone. */
  const put = (item, wanted) =>
    of(item).forEach((box) => {
      if (isChoice(box)) box.checked = wanted.includes(box.value);
      else if (box !== document.activeElement && box.value !== (wanted[0] || "")) box.value = wanted[0] || "";
    });

  const focus = (item) => {
    const all = of(item);
    if (all.length) (all.find((box) => box.checked) || all[0]).focus();
  };

  const hasError = (item) => Boolean(document.querySelector(`#item-${item} .has-error`));

  /* Take away what was told about an answer that did not fit, now that one does. */
  const mend = (item) => {
    document.querySelectorAll(`#item-${item} .err`).forEach((each) => each.remove());
    document.querySelectorAll(`#item-${item} .has-error`).forEach((each) => each.classList.remove("has-error"));
    of(item).forEach((box) => box.removeAttribute("aria-invalid"));
  };

  const asked = () => [...document.querySelectorAll("#items > [data-item]")].map((each) => each.dataset.item);

  return { isTyped, itemOf, values, shown, seen, isSame, put, focus, hasError, mend, asked };
})();

/* Keeps the preview as the files are: asks for news, exchanges what has changed, loads the frames again at the place
   where they were. Without it the link "Load again" does the same at a press. */
(() => {
  "use strict";
  const PLACE = "rely-preview-place";
  const body = document.body;
  const frames = [...document.querySelectorAll("iframe")];
  const wanted = new Map(); // frame -> where to scroll to once it is loaded
  let number = Number(body.dataset.number);
  let version = Number(body.dataset.version);
  let leaving = false;
  const led = new Set(); // the frames that are sent somewhere, and do not lead the others when they arrive

  const placeOf = (frame) => {
    try {
      return frame.contentWindow.location;
    } catch {
      return null;
    }
  };

  // Which page of the site a frame shows: as the address of the preview tells it, and of which assessment.
  function shown(frame) {
    const path = placeOf(frame)?.pathname ?? "";
    const inside = path.match(/^\/[^/]+\/a\/([0-9a-f-]{36})\/(.*)$/);
    if (inside) return { at: inside[2], assessment: inside[1] };
    return /^\/[^/]+\/$/.test(path) ? { at: "start", assessment: "" } : null;
  }

  // The address of this page, with the place that its frame has reached.
  function address() {
    const found = new URL(location.href);
    found.searchParams.delete("closely");
    const here = frames.length ? shown(frames[0]) : null;
    if (here) {
      found.searchParams.set("at", here.at);
      if (here.assessment && here.assessment !== body.dataset.assessment) found.searchParams.set("a", here.assessment);
    }
    return found;
  }

  // Exchanges what has changed; what is open and what has the focus stays so.
  function exchange(page) {
    const open = new Map([...document.querySelectorAll("details")].map((each) => [each.id, each.open]));
    const focused = document.activeElement;
    const mark = focused && focused.closest("[data-fresh]") ? focused.value || focused.textContent : null;
    for (const fresh of page.querySelectorAll("[data-fresh]")) {
      const old = document.getElementById(fresh.id);
      if (old && old.innerHTML !== fresh.innerHTML) old.replaceChildren(...fresh.childNodes);
    }
    for (const each of document.querySelectorAll("details")) if (open.has(each.id)) each.open = open.get(each.id);
    if (mark && !focused.isConnected) {
      [...document.querySelectorAll("[data-fresh] a, [data-fresh] button, [data-fresh] summary")]
        .find((each) => (each.value || each.textContent) === mark)
        ?.focus({ preventScroll: true });
    }
    document.title = page.title;
  }

  // Fetches this page as it is now. One that has other parts is shown as a whole.
  async function refresh() {
    const here = address();
    const answer = await fetch(here);
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.body.dataset.shape !== body.dataset.shape) {
      leaving = true;
      location.replace(here);
      return;
    }
    exchange(page);
    number = Number(page.body.dataset.number);
    body.dataset.assessment = page.body.dataset.assessment ?? "";
    if (frames.length) {
      here.searchParams.delete("a");
      here.searchParams.delete("missed");
      here.searchParams.set("answers", document.querySelector("#fields [name=answers]").value);
      history.replaceState(null, "", here);
    }
  }

  function go(frame, path) {
    led.add(frame);
    placeOf(frame).replace(path);
  }

  // Loads the page of a frame again and scrolls to where it was.
  function reload(frame) {
    const place = placeOf(frame);
    if (!place || place.href === "about:blank") return;
    wanted.set(frame, [frame.contentWindow.scrollX, frame.contentWindow.scrollY]);
    go(frame, place.pathname + place.search); // without the fragment, which would only be scrolled to
  }

  function loaded(frame) {
    const to = wanted.get(frame);
    if (to) {
      wanted.delete(frame);
      frame.contentWindow.scrollTo(to[0], to[1]);
    }
    // An answer changes what is asked and what is open; a save takes some moments.
    frame.contentDocument?.addEventListener("change", () => soon(frame));
    if (!led.delete(frame)) lead(frame);
    if (frame === frames[0] && shown(frame)?.at !== new URL(location.href).searchParams.get("at")) {
      refresh().catch(() => {});
    }
  }

  let waiting = 0;
  function soon(frame) {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      refresh().catch(() => {});
      for (const other of frames) if (other !== frame) reload(other);
    }, 1000);
  }

  // Side by side all frames show the same page. They come anew, so that an answer of before brings them no second time.
  function lead(frame) {
    const place = placeOf(frame);
    for (const other of frames) {
      const there = placeOf(other);
      if (other !== frame && there?.href !== "about:blank" && there?.pathname !== place?.pathname) {
        clearTimeout(waiting);
        go(other, place.pathname + place.search);
      }
    }
  }

  function remember() {
    const at = frames.length ? shown(frames[0])?.at : "";
    const tops = frames.map((frame) => [frame.name, frame.contentWindow?.scrollY ?? 0]);
    sessionStorage.setItem(PLACE, JSON.stringify({ at, own: window.scrollY, tops }));
  }

  function recall() {
    const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
    if (!kept) return;
    window.scrollTo(0, kept.own);
    if ((new URL(location.href).searchParams.get("at") ?? "") !== kept.at) return;
    for (const [name, top] of kept.tops) {
      for (const frame of frames) if (frame.name === name || kept.tops.length === 1) wanted.set(frame, [0, top]);
    }
  }

  async function listen() {
    const stopped = document.getElementById("stopped");
    while (!leaving) {
      try {
        const answer = await fetch(`${body.dataset.news}?seen=${number}`);
        const news = await answer.json();
        stopped.hidden = true;
        if (news.number !== number) {
          if (news.version !== version) frames.forEach(reload);
          version = news.version;
          await refresh();
          document.getElementById("news").textContent = document.getElementById("problems").innerText.split("\n")[0];
        }
      } catch {
        if (leaving) return;
        stopped.hidden = false;
        await new Promise((go) => setTimeout(go, 1000));
      }
    }
  }

  window.addEventListener("pagehide", () => {
    leaving = true;
    remember();
  });
  recall();
  for (const frame of frames) {
    frame.addEventListener("load", () => loaded(frame));
    if (frame.contentDocument?.readyState === "complete" && placeOf(frame)?.href !== "about:blank") loaded(frame);
  }
  listen();
})();

// The decision page under the keyboard: keys, zoom, the next photo loaded ahead, no page jump between two photos.
// Without this file every button and form works by itself.
(() => {
  const main = document.getElementById("main");
  const find = (selector) => main.querySelector(selector);
  const CLOSE = 2.5; // how far F enlarges
  const LARGEST = 8;
  let ahead = null; // the next photo: { url, picture }, held in memory only
  let view = { scale: 1, x: 0, y: 0 };

  // --- Zoom: the sheet moves under its frame ---
  const frame = () => find(".review-photo .ruler");

  const look = (scale, x, y) => {
    const box = frame().getBoundingClientRect();
    const within = (offset, side) => Math.min(0, Math.max(side * (1 - scale), offset));
    view = { scale, x: within(x, box.width), y: within(y, box.height) };
    find(".ruler-sheet").style.transform = `translate(${view.x}px, ${view.y}px) scale(${scale})`;
    frame().classList.toggle("zoomed", scale > 1);
    find(".review-zoom").setAttribute("aria-pressed", String(scale > 1));
  };

  // Enlarge to `scale`, keeping the point (x, y) of the frame where it is.
  const zoomAt = (scale, x, y) => {
    const bounded = Math.min(LARGEST, Math.max(1, scale));
    const grown = bounded / view.scale;
    look(bounded, x - (x - view.x) * grown, y - (y - view.y) * grown);
  };

  const toggleZoom = () => {
    const box = frame().getBoundingClientRect();
    if (view.scale > 1) look(1, 0, 0);
    else zoomAt(CLOSE, box.width * 0.36, box.height * 0.4); // where the standard puts the face
  };

  main.addEventListener("wheel", (event) => {
    if (!frame() || !frame().contains(event.target)) return;
    const closer = event.deltaY < 0;
    if (view.scale === 1 && (!closer || (window.scrollY > 0 && !event.ctrlKey))) return; // the page scrolls
    event.preventDefault();
    const box = frame().getBoundingClientRect();
    zoomAt(view.scale * Math.exp(-event.deltaY / 400), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });

  // One pointer moves what is enlarged; two fingers enlarge it: the finger that moves pulls the photo away from
  // the one that rests.
  const pointers = new Map(); // id -> where it is in the frame

  const placeOf = (event) => {
    const box = frame().getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const apart = (one, other) => Math.max(1, Math.hypot(one.x - other.x, one.y - other.y));

  main.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && frame() && frame().contains(event.target)) pointers.set(event.pointerId, placeOf(event));
  });
  main.addEventListener("pointermove", (event) => {
    const before = event.buttons && frame() && pointers.get(event.pointerId);
    if (!before) return;
    const now = placeOf(event);
    const resting = [...pointers.keys()].find((id) => id !== event.pointerId);
    pointers.set(event.pointerId, now);
    if (resting !== undefined) {
      const rest = pointers.get(resting);
      zoomAt(view.scale * apart(now, rest) / apart(before, rest), rest.x, rest.y);
    } else if (view.scale > 1) {
      look(view.scale, view.x + now.x - before.x, view.y + now.y - before.y);
    }
  });
  for (const end of ["pointerup", "pointercancel"]) {
    window.addEventListener(end, (event) => pointers.delete(event.pointerId));
  }
  for (const touch of ["touchstart", "touchmove"]) { // else two fingers enlarge the whole page
    main.addEventListener(touch, (event) => {
      if (event.touches.length > 1 && frame() && frame().contains(event.target)) event.preventDefault();
    }, { passive: false });
  }
  main.addEventListener("dragstart", (event) => {
    if (view.scale > 1) event.preventDefault();
  });

  // --- The next photo, fetched once and shown from memory: it stays in no cache ---
  const forget = () => {
    if (ahead) URL.revokeObjectURL(ahead.picture.src);
    ahead = null;
  };

  const fetchAhead = async () => {
    const url = find(".review") && find(".review").dataset.ahead;
    if (!url) return;
    const answer = await fetch(url).catch(() => null);
    if (!answer || !answer.ok || answer.redirected) return;
    const picture = new Image();
    picture.src = URL.createObjectURL(await answer.blob());
    await picture.decode().catch(() => {});
    ahead = { url, picture };
  };

  const turn = () => {
    if (!ahead) return;
    find(".review").classList.add("turning"); // everything but the photo hides until it fits the photo
    if (view.scale > 1) look(1, 0, 0);
    find(".ruler-photo").setAttribute("href", ahead.picture.src);
  };

  // --- From one to the next without a new page ---
  // Screen readers pass over a status that arrives with its page: this one is here all the time.
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  document.body.append(said);

  const say = () => {
    const told = [...main.querySelectorAll(".notice[role], .undo-bar [role]")].map((node) => node.textContent);
    const [page] = document.title.split(" · ");
    said.textContent = [...told, page].map((words) => words.trim().replace(/\s+/g, " ")).join(" ");
  };

  // To the top, or to what is wrong in the form.
  const arrive = () => {
    const wrong = find("#return-error");
    if (wrong) wrong.scrollIntoView({ block: "center" });
    else window.scrollTo(0, 0);
    (wrong || main).focus({ preventScroll: true });
    if (!wrong) say();
  };

  const show = (html, address) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const fresh = page.getElementById("main");
    const photo = fresh.querySelector(".review-photo .ruler-photo");
    const used = ahead;
    if (photo && used && new URL(used.url, address).href === new URL(photo.getAttribute("href"), address).href) {
      photo.setAttribute("href", used.picture.src);
      ahead = null;
    } else forget();
    const ruler = find(".ruler-switch");
    const switched = fresh.querySelector(".ruler-switch");
    if (ruler && switched) switched.checked = ruler.checked;
    document.title = page.title;
    main.replaceChildren(...fresh.childNodes);
    history.replaceState(null, "", address);
    arrive();
    begin();
  };

  const post = async (action, body) => {
    main.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(action, { method: "POST", body });
      if (!new URL(answer.url).pathname.startsWith("/review/")) location.assign(answer.url);
      else show(await answer.text(), answer.url);
    } catch {
      location.reload(); // the network went: the page says how the row stands now
    } finally {
      main.removeAttribute("aria-busy");
    }
  };

  const send = (form, button) => {
    if (form.hasAttribute("data-turn")) turn();
    post(form.action, new FormData(form, button));
  };

  // --- What the student will read, in a window of its own ---
  const preview = async (form, button) => {
    const answer = await fetch(button.formAction, { method: "POST", body: new FormData(form) }).catch(() => null);
    const page = answer && new DOMParser().parseFromString(await answer.text(), "text/html");
    const shown = page && page.getElementById("preview");
    if (!shown) return location.reload(); // logged out, or the network went
    shown.removeAttribute("id");
    const close = document.createElement("button");
    Object.assign(close, { type: "button", className: "btn btn-plain btn-block", textContent: "关闭" });
    const box = find("#return-preview");
    close.addEventListener("click", () => box.hidePopover());
    box.replaceChildren(shown, close);
    box.showPopover();
    box.focus();
  };

  main.addEventListener("submit", (event) => {
    if (!event.target.hasAttribute("data-swap")) return;
    event.preventDefault();
    if (main.hasAttribute("aria-busy")) return;
    if (event.submitter && event.submitter.hasAttribute("data-preview")) preview(event.target, event.submitter);
    else send(event.target, event.submitter);
  });

  // --- Keys ---
  const isTyping = (node) => node.matches("textarea, select, input:not([type=checkbox])");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    if (isTyping(event.target) || main.hasAttribute("aria-busy")) return;
    const wanted = find(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!wanted || wanted.hidden) return;
    if (find(":popover-open") && wanted.dataset.key !== "?") return; // nobody decides on what they do not see
    event.preventDefault();
    if (wanted.matches("h2")) (wanted.form || wanted.closest("form")).elements.reasons[0].focus();
    else wanted.click();
    if (wanted.name === "reasons") wanted.focus(); // so that Enter sends it
  });

  // --- Whoever leaves gives it back; when that is lost, the claim ends by itself ---
  const held = () => find("form[data-leaving]");

  main.addEventListener("click", (event) => {
    if (event.target.closest(".review-zoom")) toggleZoom();
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey);
    if (isPlain && held() && event.target.closest("a[data-to-queue]")) { // so that the queue shows it as free
      event.preventDefault();
      held().requestSubmit();
    }
  });

  window.addEventListener("pagehide", () => {
    const form = held();
    if (!form) return;
    const words = new FormData(form);
    words.set("leaving", "1");
    navigator.sendBeacon(form.action, words);
  });

  const begin = () => {
    view = { scale: 1, x: 0, y: 0 };
    if (find(".review-zoom")) find(".review-zoom").hidden = false;
    fetchAhead();
  };
  begin();

  // The page that was loaded anew says that one holds it, but the page before gave it back: take it again.
  const [arrival] = performance.getEntriesByType("navigation");
  if (held() && arrival && arrival.type === "reload") post(held().dataset.again, new FormData(held()));
})();

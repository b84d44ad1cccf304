// The roll call on a phone: every tap is saved at once by a request of its own. Without network it waits in the
// page and in localStorage (row numbers only, no names), is shown as unsaved, and is sent when the network is back.
// Without this file the boxes are a form with one button that saves.
(() => {
  const SLOWEST = 30000; // milliseconds between two tries
  const OTHERS = 20000; // how often to ask what other leaders did
  const PATIENCE = 12000; // how long a request may take on a weak connection

  const read = (keep) => {
    try {
      return JSON.parse(localStorage.getItem(keep)) || {};
    } catch {
      return {}; // unreadable, or no storage in this browser
    }
  };

  const unsent = document.getElementById("roll-unsent"); // on the page that ends the roll call
  if (unsent) {
    const count = Object.keys(read(unsent.dataset.keep)).length;
    unsent.querySelector("strong").textContent = count;
    unsent.hidden = count === 0;
  }

  const form = document.getElementById("roll");
  if (!form) return;
  const state = document.getElementById("roll-state");
  const undo = document.getElementById("roll-undo");
  const present = document.getElementById("roll-present");
  const missing = document.getElementById("roll-missing");
  const token = form.querySelector("[name=csrf_token]");
  const keep = form.dataset.keep;
  const boxes = new Map([...form.querySelectorAll("[name=present]")].map((box) => [box.value, box]));
  // The page may show a part of the session only: whoever is elsewhere counts as the server said.
  const elsewhere = Number(form.dataset.present) - [...boxes.values()].filter((box) => box.checked).length;
  const listed = Number(present.textContent) + Number(missing.textContent);

  let waiting = read(keep); // row number -> { present, at }: what shall be so, and when it was tapped
  let pause = 1000;
  let timer = 0;
  let isSending = false;
  let blocked = ""; // why nothing can be saved any longer on this page
  const done = []; // for undo: the boxes tapped, latest last

  const store = () => {
    try {
      if (Object.keys(waiting).length) localStorage.setItem(keep, JSON.stringify(waiting));
      else localStorage.removeItem(keep);
    } catch {
      // no storage: the ticks wait in the page alone
    }
  };

  const show = () => {
    const count = Object.keys(waiting).length;
    for (const [student, box] of boxes) {
      box.closest("li").querySelector(".roll-unsaved").hidden = !(student in waiting);
    }
    const here = [...boxes.values()].filter((box) => box.checked).length;
    present.textContent = here + elsewhere;
    missing.textContent = listed - here - elsewhere;
    for (const part of form.querySelectorAll(".roll-class")) {
      part.querySelector(".roll-class-present").textContent = part.querySelectorAll("[name=present]:checked").length;
    }
    const words = count ? `${count} 个勾还没保存，有网络就自动补上` : "都已保存";
    const text = blocked || words;
    if (state.textContent !== text) state.textContent = text;
    state.classList.toggle("roll-waiting", count > 0 || blocked !== "");
    const last = boxes.get(done.at(-1));
    undo.hidden = !last;
    if (last) undo.textContent = `撤销：${last.closest("li").querySelector(".roll-name").textContent}`;
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(send, pause);
    pause = Math.min(pause * 2, SLOWEST);
  };

  // null: no answer. A log-in page is no answer of ours either: redirects are not followed.
  const ask = async (url, options = {}) => {
    try {
      return await fetch(url, {
        credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(PATIENCE), ...options,
      });
    } catch {
      return null;
    }
  };

  const refuse = (answer) => {
    if (answer.type === "opaqueredirect" || answer.status === 401) {
      blocked = "登录过期了。请刷新页面重新登录，没保存的勾会留在这部手机上";
    } else if (answer.status === 403) {
      blocked = "点名已经结束，没保存的勾没有算。要改请找管理员";
    }
    return blocked !== "";
  };

  const send = async () => {
    const [next] = Object.entries(waiting);
    if (!next || isSending || blocked) return;
    isSending = true;
    const [student, tick] = next;
    const body = new URLSearchParams({
      csrf_token: token.value, student, present: tick.present ? "1" : "0", age: Math.max(0, Date.now() - tick.at),
    });
    const answer = await ask(form.dataset.tick, { method: "POST", body, keepalive: true });
    isSending = false;
    if (answer && (answer.ok || answer.status === 404 || answer.status === 422)) {
      const marks = answer.ok ? (await answer.json()).marks : { [student]: !tick.present };
      if (waiting[student] === tick) {
        delete waiting[student];
        if (boxes.has(student)) boxes.get(student).checked = marks[student];
      }
      store();
      pause = 1000;
      show();
      send();
    } else if (answer && answer.status === 400 && (await refresh())) {
      later();
    } else {
      if (!answer || !refuse(answer)) later();
      show();
    }
  };

  // What others ticked meanwhile, and a fresh token; boxes with a tick that waits stay as they are.
  const refresh = async () => {
    const answer = await ask(form.dataset.marks);
    if (!answer || !answer.ok) {
      const isOver = answer !== null && refuse(answer);
      show();
      return isOver;
    }
    const found = await answer.json();
    token.value = found.token;
    for (const [student, isPresent] of Object.entries(found.marks)) {
      if (boxes.has(student) && !(student in waiting)) boxes.get(student).checked = isPresent;
    }
    if (found.closed) blocked = "点名已经结束。刷新页面看结果";
    show();
    return true;
  };

  const tick = (student, isPresent) => {
    waiting[student] = { present: isPresent, at: Date.now() };
    store();
    show();
    pause = 1000;
    send();
  };

  form.addEventListener("change", (event) => {
    if (event.target.name !== "present") return;
    done.push(event.target.value);
    tick(event.target.value, event.target.checked);
  });

  undo.addEventListener("click", () => {
    const box = boxes.get(done.pop());
    box.checked = !box.checked;
    tick(box.value, box.checked);
    box.focus();
  });

  form.addEventListener("submit", (event) => event.preventDefault()); // each tap is saved already
  form.classList.add("roll-live");

  // --- Finding somebody while typing ---
  const search = document.getElementById("text");
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s/g, "");
  const filter = () => {
    const wanted = plain(search.value);
    let found = 0;
    for (const part of form.querySelectorAll(".roll-class")) {
      let inPart = 0;
      for (const row of part.querySelectorAll("li")) {
        const name = plain(row.querySelector(".roll-name").textContent);
        const number = plain(row.querySelector(".roll-number").textContent);
        row.hidden = !(name.includes(wanted) || number.endsWith(wanted));
        inPart += row.hidden ? 0 : 1;
      }
      part.hidden = inPart === 0;
      found += inPart;
    }
    document.getElementById("roll-none").hidden = found > 0;
  };
  search.addEventListener("input", filter);
  search.form.addEventListener("submit", (event) => {
    if (!("whole" in form.dataset)) return; // somebody may be found on the server only
    event.preventDefault();
    search.blur(); // the keyboard of the phone goes away
  });

  window.addEventListener("online", () => { pause = 1000; send(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { send(); refresh(); } });
  setInterval(() => { if (!document.hidden && !blocked) refresh(); }, OTHERS);

  // Ticks that were not saved before the page was loaded anew.
  for (const [student, kept] of Object.entries(waiting)) {
    if (boxes.has(student)) boxes.get(student).checked = kept.present;
  }
  show();
  send();
})();

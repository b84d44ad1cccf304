// How far a large file is on its way up. Without this script the browser sends the form itself.
(() => {
  const MEGABYTE = 1024 * 1024;
  const size = (bytes) => `${(bytes / MEGABYTE).toFixed(1)} MB`;

  const tell = (bar, words, percent) => {
    bar.hidden = false;
    const status = bar.querySelector("[role=status]");
    if (status.textContent !== words) status.textContent = words;
    bar.querySelector("progress").value = percent;
  };

  // A refused form is a page to be read: put it in this one's place.
  const show = (html) => {
    const main = new DOMParser().parseFromString(html, "text/html").querySelector("main");
    document.querySelector("main").replaceWith(main);
    (main.querySelector("[role=alert]") || main).scrollIntoView({ block: "center" });
  };

  const send = (form, button) => {
    const bar = form.querySelector(".upload-bar");
    const words = bar.querySelector("[role=status]").dataset;
    const request = new XMLHttpRequest();
    const leaving = (event) => event.preventDefault();
    window.addEventListener("beforeunload", leaving);
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      const percent = Math.floor((event.loaded / event.total) * 100);
      const now = words.sending.replace("{percent}", `${percent}%`).replace("{sent}", size(event.loaded));
      tell(bar, percent < 100 ? now.replace("{total}", size(event.total)) : words.waiting, percent);
    });
    request.addEventListener("loadend", () => {
      window.removeEventListener("beforeunload", leaving);
      button.disabled = false;
      if (!request.status) tell(bar, words.offline, 0);
      else if (request.status < 400) window.location.assign(request.responseURL);
      else show(request.responseText);
    });
    request.open("POST", form.action);
    request.send(new FormData(form));
    button.disabled = true;
    tell(bar, words.sending.replace("{percent}", "0%").replace("{sent} / {total}", ""), 0);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-large-upload]");
    if (!form || !form.querySelector("input[type=file]").files.length) return;
    event.preventDefault();
    send(form, form.querySelector("button[type=submit]"));
  });
})();

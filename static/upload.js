// How far an upload is, and what went wrong with it. The form itself is sent by htmx, or by the browser alone.
(() => {
  const BYTES = 1024 * 1024;
  const formOf = (node) => (node instanceof Element ? node.closest("form[data-upload]") : null);

  document.documentElement.classList.add("upload-live");

  const fail = (form, words) => {
    const error = form.querySelector(".field-error");
    error.textContent = words;
    error.hidden = false;
    form.querySelector(".upload-progress").hidden = true;
    error.scrollIntoView({ block: "center" });
  };

  const tell = (form, words, percent) => {
    const box = form.querySelector(".upload-progress");
    box.hidden = false;
    box.querySelector("progress").value = percent;
    const status = box.querySelector(".upload-status");
    if (status.textContent !== words) status.textContent = words;
  };

  // In the capture phase, so that htmx never sees the choice of a file that is too large.
  document.addEventListener("change", (event) => {
    const form = formOf(event.target);
    const file = form && event.target.files && event.target.files[0];
    if (!file) return;
    form.querySelector(".field-error").hidden = true;
    form.querySelector(".picker-words").textContent = file.name;
    if (file.size > Number(form.dataset.maxMb) * BYTES) {
      event.stopImmediatePropagation();
      event.target.value = "";
      fail(form, `这个文件有 ${Math.round(file.size / BYTES)} MB，最多 ${form.dataset.maxMb} MB。请确认选对了文件。`);
    }
  }, true);

  document.addEventListener("htmx:xhr:progress", (event) => {
    const form = formOf(event.target);
    if (!form || !event.detail.lengthComputable) return;
    const percent = Math.round((event.detail.loaded / event.detail.total) * 100);
    tell(form, percent < 100 ? `正在上传 ${percent}%` : form.dataset.busy, percent);
  });

  // A refused form, and every error page, is a page to be read: show it.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!formOf(event.detail.requestConfig.elt) || event.detail.xhr.status < 400) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });

  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => {
      const form = formOf(event.target);
      if (!form) return;
      form.classList.add("can-retry");
      fail(form, "网络断了，这次没有传上去；之前传好的都还在。连上网后点下面的按钮再传一次。");
    });
  }

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "main") return;
    const place = document.querySelector(".field-error:not([hidden])") || document.querySelector("#result");
    if (place) place.scrollIntoView({ block: "start" });
  });
})();

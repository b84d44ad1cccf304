// How far an upload is, and what went wrong with it. The form itself is sent by htmx, or by the browser alone.
// What it says stands in the form (data-…), in the reader's language.
(() => {
  const BYTES = 1024 * 1024;
  const WAITS = [5000, 15000, 30000]; // milliseconds before sending by itself once more
  const formOf = (node) => (node instanceof Element ? node.closest("form[data-upload]") : null);
  const small = new WeakSet(); // inputs whose picture was made smaller

  let triesAgain = 0;

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

  const isTooLarge = (form, file) => {
    const limit = Number(form.dataset.maxMb);
    if (file.size <= limit * BYTES) return false;
    const size = Math.round(file.size / BYTES);
    fail(form, form.dataset.tooLarge.replace("{size}", size).replace("{limit}", limit));
    return true;
  };

  // The same choice once more, with the small picture: now htmx sends it.
  const makeSmaller = async (form, input) => {
    tell(form, form.dataset.shrinking, 0);
    await window.bupaiShrink(input);
    small.add(input);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  // In the capture phase, so that htmx never sees a picture that is still large, or a file that is too large.
  document.addEventListener("change", (event) => {
    const input = event.target;
    const form = formOf(input);
    const file = form && input.files && input.files[0];
    if (!file) return;
    form.querySelector(".field-error").hidden = true;
    triesAgain = 0;
    if ("shrink" in form.dataset && window.bupaiShrink && !small.delete(input)) {
      event.stopImmediatePropagation();
      makeSmaller(form, input);
      return;
    }
    form.querySelector(".picker-words").textContent = file.name;
    if (isTooLarge(form, file)) {
      event.stopImmediatePropagation();
      input.value = "";
    }
  }, true);

  document.addEventListener("htmx:xhr:progress", (event) => {
    const form = formOf(event.target);
    if (!form || !event.detail.lengthComputable) return;
    const percent = Math.round((event.detail.loaded / event.detail.total) * 100);
    const words = percent < 100 ? form.dataset.sending.replace("{percent}", `${percent}%`) : form.dataset.busy;
    tell(form, words, percent);
  });

  // A refused form, and every error page, is a page to be read: show it.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!formOf(event.detail.requestConfig.elt) || event.detail.xhr.status < 400) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });

  const sendAgain = () => {
    const button = document.querySelector("form.can-retry[data-upload] button[type=submit]");
    if (button) button.click();
  };

  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => {
      const form = formOf(event.target);
      if (!form) return;
      form.classList.add("can-retry");
      fail(form, form.dataset.offline);
      // From one mast to the next a phone often loses the connection without ever being offline.
      if (navigator.onLine && triesAgain < WAITS.length) window.setTimeout(sendAgain, WAITS[triesAgain++]);
    });
  }

  // Back on the network: nobody should have to press for what they have already chosen.
  window.addEventListener("online", sendAgain);

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "main") return;
    const error = document.querySelector(".field-error:not([hidden])");
    const place = error || document.querySelector("#result");
    if (place) place.scrollIntoView({ block: error ? "center" : "start" });
  });
})();

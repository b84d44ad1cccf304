// One tap to copy or to share a text. Without this script the buttons stay hidden; the text can be selected by hand.
(() => {
  const textOf = (button) => button.dataset.words || document.getElementById(button.dataset.from).value;

  const reveal = () => {
    for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
    if (!navigator.share) return;
    for (const button of document.querySelectorAll("[data-share]")) button.hidden = false;
  };

  // Old WebViews have no clipboard, and none has one over plain http.
  const copyBySelection = (text) => {
    const field = document.createElement("textarea");
    field.value = text;
    field.readOnly = true;
    field.className = "visually-hidden";
    document.body.append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    return isCopied;
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyBySelection(text);
    }
  };

  // Said beside the button, so that it is read out as well.
  const tell = (button, words) => {
    const status = button.parentElement.querySelector("[role=status]");
    status.textContent = "";
    window.setTimeout(() => { status.textContent = words; }, 50);
  };

  const share = async (button) => {
    try {
      await navigator.share({ text: textOf(button) });
    } catch (error) {
      if (error.name !== "AbortError") tell(button, button.dataset.failed); // closed by the student: all is well
    }
  };

  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-copy], [data-share]") : null;
    if (!button) return;
    if ("share" in button.dataset) {
      await share(button);
    } else {
      tell(button, (await copy(textOf(button))) ? button.dataset.done : button.dataset.failed);
    }
  });

  document.addEventListener("htmx:afterSettle", reveal);
  reveal();
})();

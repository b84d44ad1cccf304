// The bar that takes the latest decision back: it counts down, goes when it is too late, and Z presses it.
// Without this file it stays and its button works; whoever presses it too late is told so.
(() => {
  const main = document.getElementById("main");
  const ON_THE_WAY = 0.5; // seconds that a press at the last moment takes to arrive

  const begin = () => {
    const bar = main.querySelector("[data-undo]");
    if (!bar || bar.dataset.counting) return;
    bar.dataset.counting = "true";
    const seconds = Number(bar.dataset.undo) - ON_THE_WAY;
    const end = performance.now() + 1000 * seconds;
    bar.style.setProperty("--undo-time", `${seconds}s`);
    bar.style.setProperty("--undo-state", "running");
    const count = () => {
      const left = Math.ceil((end - performance.now()) / 1000);
      if (left > 0) {
        bar.querySelector(".undo-left").textContent = `${left} 秒`;
        if (bar.isConnected) setTimeout(count, 200);
        return;
      }
      const hadFocus = bar.contains(document.activeElement);
      bar.remove();
      if (hadFocus) main.focus({ preventScroll: true });
    };
    count();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    if (event.key.toLowerCase() !== "z" || event.target.matches("textarea, select, input:not([type=checkbox])")) return;
    const bar = main.querySelector("[data-undo]");
    if (!bar) return;
    event.preventDefault();
    bar.requestSubmit();
  });

  new MutationObserver(begin).observe(main, { childList: true });
  begin();
})();

// A text that was copied for a group is written down in the background. Without this script, or when that fails,
// the button beside it does the same.
(() => {
  const note = async (form) => {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
    return answer.type === "opaqueredirect"; // the page answers with a way back, everything else is trouble
  };

  for (const form of document.querySelectorAll("[data-copied]")) {
    const byHand = form.querySelector("[data-by-hand]");
    form.querySelector("[data-copy]").addEventListener("click", async () => {
      if (byHand.disabled) return; // the same text copied again is the same reminder
      byHand.disabled = true;
      const isNoted = await note(form).catch(() => false);
      byHand.disabled = isNoted;
      byHand.textContent = isNoted ? "已记下" : "没记下，请点这里再试";
    });
  }
})();

// The desk for paper photos: one receipt after the other without loading the page anew, so that the camera stays on
// and the next number, from a scanner that types or from a hand, always goes into the field.
(() => {
  const LONGEST = 20; // characters of a receipt; a collection code is far longer
  const LOOK_EVERY = 150; // milliseconds between two looks of the camera
  const GONE_AFTER = 2500; // milliseconds out of sight, then the same receipt counts as a new one
  const WIDEST = 720; // pixels of what is searched for a code

  const isTouched = window.matchMedia("(hover: none) and (pointer: coarse)").matches;
  const field = () => document.querySelector("#desk input[name=number]");

  // Ready for the next one. On a phone the field would call up the keyboard, which hides the answer.
  const goOn = () => {
    const told = isTouched && document.querySelector("#desk .desk-result > .notice");
    const isFilming = !document.querySelector("#camera video").hidden;
    if (told) {
      told.scrollIntoView({ block: "start" });
    } else if (isTouched && isFilming) {
      document.querySelector("#number-error")?.scrollIntoView({ block: "center" });
    } else {
      field().focus();
      field().select(); // a wrong number is typed over
    }
  };

  const show = (html) => {
    const answer = new DOMParser().parseFromString(html, "text/html").querySelector("#desk");
    if (!answer) return false;
    document.querySelector("#desk").replaceWith(answer);
    goOn();
    return true;
  };

  const send = async (form) => {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    if (!show(await answer.text())) window.location.assign(answer.url); // logged out, for example
  };

  let isBusy = false;
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-desk]");
    if (!form) return;
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    send(form).catch(() => form.submit()).finally(() => { isBusy = false; });
  });
  field().focus();

  // The camera
  const box = document.querySelector("#camera");
  if (!navigator.mediaDevices?.getUserMedia) return; // also over plain http: the field stays
  const [button, video, status] = ["button", "video", "[role=status]"].map((name) => box.querySelector(name));
  const canvas = document.createElement("canvas");
  let stream = null;
  let last = { text: "", at: 0 };

  const load = (source) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    script.addEventListener("load", resolve);
    script.addEventListener("error", reject);
    document.head.append(script);
  });

  // The browser's own reader where there is one, else the library.
  const makeReader = async () => {
    const kinds = (await window.BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
    if (kinds.includes("qr_code")) {
      const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
      return async () => (await detector.detect(video))[0]?.rawValue;
    }
    await load(box.dataset.reader);
    return async () => {
      const scale = Math.min(1, WIDEST / video.videoWidth);
      canvas.width = Math.round(video.videoWidth * scale);
      canvas.height = Math.round(video.videoHeight * scale);
      const paper = canvas.getContext("2d", { willReadFrequently: true });
      paper.drawImage(video, 0, 0, canvas.width, canvas.height);
      try {
        return window.readQr(paper.getImageData(0, 0, canvas.width, canvas.height));
      } catch {
        return undefined; // no code in this picture
      }
    };
  };

  const found = (text) => {
    const now = Date.now();
    const isSame = text === last.text && now - last.at < GONE_AFTER;
    last = { text, at: now };
    if (isSame || isBusy) return;
    if (text.length > LONGEST) {
      status.textContent = box.dataset.notOurs;
      return;
    }
    status.textContent = box.dataset.ready;
    field().value = text;
    document.querySelector("#desk-form").requestSubmit();
  };

  const watch = async (read) => {
    while (stream) {
      if (video.readyState >= video.HAVE_CURRENT_DATA) {
        const text = await read().catch(() => undefined);
        if (text) found(text);
      }
      await new Promise((resolve) => { window.setTimeout(resolve, LOOK_EVERY); });
    }
  };

  const stop = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    video.hidden = true;
    button.textContent = "用摄像头扫";
    status.textContent = "";
  };

  const start = async () => {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    button.textContent = "关掉摄像头";
    status.textContent = box.dataset.ready;
    watch(await makeReader());
  };

  button.addEventListener("click", async () => {
    if (stream) {
      stop();
    } else {
      await start().catch(() => {
        stop();
        status.textContent = box.dataset.refused;
      });
    }
    if (!isTouched) field().focus();
  });
  window.addEventListener("pagehide", stop);
  box.hidden = false;
})();

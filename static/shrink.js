// Pictures of the paper photo and of the code are made smaller before they are sent: on a slow network 12
// million pixels take minutes. The electronic photo has no data-shrink and goes as it is, bit for bit.
(() => {
  const ENOUGH = 600_000; // bytes; what is smaller already goes as it is
  const QUALITIES = [0.85, 0.75, 0.65, 0.5];
  const SMALLER = 0.75; // of the side, when no quality is enough: noise and fabric hardly compress

  const canvasOf = (bitmap, longest) => {
    const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    const pen = canvas.getContext("2d");
    pen.imageSmoothingQuality = "high";
    pen.fillStyle = "#fff"; // a code saved with a transparent ground must not turn black on black
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return canvas;
  };

  const jpegOf = (canvas, quality) => new Promise((done) => { canvas.toBlob(done, "image/jpeg", quality); });

  const smaller = async (bitmap, longest) => {
    let found = null;
    for (let side = longest; side >= longest / 2; side *= SMALLER) {
      const canvas = canvasOf(bitmap, side);
      for (const quality of QUALITIES) {
        found = await jpegOf(canvas, quality);
        if (found && found.size < ENOUGH) return found;
      }
    }
    return found;
  };

  const shrunk = async (file, longest) => {
    if (file.size < ENOUGH) return file;
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const blob = await smaller(bitmap, longest);
    bitmap.close();
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" });
  };

  // The file to send instead. What this browser cannot open (HEIC, mostly) is sent as it came.
  window.bupaiShrink = async (input) => {
    const [file] = input.files;
    try {
      const small = await shrunk(file, Number(input.form.dataset.shrink));
      if (small === file) return;
      const list = new DataTransfer();
      list.items.add(small);
      input.files = list.files;
    } catch {
      // as it came
    }
  };
})();

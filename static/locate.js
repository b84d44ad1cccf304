// Find branches by the browser's location. Refused or unknown: the form with the provinces stands below.
(() => {
  const box = document.querySelector("#locate");
  if (!box || !("geolocation" in navigator)) return;
  const button = box.querySelector("button");
  const status = box.querySelector("[role=status]");
  const coarse = (degrees) => degrees.toFixed(2); // about a kilometre: no exact place leaves the phone
  const refused = () => {
    button.disabled = false;
    status.textContent = box.dataset.refused;
    document.querySelector("#province").focus();
  };
  button.addEventListener("click", () => {
    button.disabled = true;
    status.textContent = box.dataset.busy;
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      const place = new URLSearchParams({ lat: coarse(coords.latitude), lng: coarse(coords.longitude) });
      window.location.assign(`${box.dataset.url}?${place}`);
    }, refused, { maximumAge: 600000, timeout: 10000 });
  });
  box.hidden = false;
})();

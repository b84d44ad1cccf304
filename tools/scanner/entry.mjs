// What pages call: the text of the QR code in a picture ({ width, height, data }: RGBA); throws when there is none.
import readPicture from "qr/decode.js";

globalThis.readQr = (picture) => readPicture(picture);

/**
 * Saving a file to the browser's downloads.
 *
 * @param {{name: string, type: string, text: string}} file
 */
export function save({ name, type, text }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the download needs it only to start
}

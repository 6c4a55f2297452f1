// Open a workbook and save it under another name, as SheetJS does.
const XLSX = require("xlsx");

const [, , from, to] = process.argv;
const book = XLSX.readFile(from, { cellFormula: true, cellStyles: true, cellNF: true });
XLSX.writeFile(book, to, { bookType: "xlsx", compression: true });

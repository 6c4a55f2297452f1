// Open a workbook and save it under another name, as ExcelJS does.
const ExcelJS = require("exceljs");

const [, , from, to] = process.argv;
const book = new ExcelJS.Workbook();
book.xlsx
  .readFile(from)
  .then(() => book.xlsx.writeFile(to))
  .catch((error) => {
    console.error(error);
    process.exit(1);
  });

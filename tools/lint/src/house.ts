import { disableNeedsReason } from "./disable-needs-reason.ts";
import { fileNamedAfterExport } from "./file-named-after-export.ts";
import { noAmbient } from "./no-ambient.ts";
import { noBannedFileNames } from "./no-banned-file-names.ts";
import { noBareError } from "./no-bare-error.ts";
import { noBarrel } from "./no-barrel.ts";
import { noEnum } from "./no-enum.ts";
import { noProcessEnv } from "./no-process-env.ts";
import { noRaceInRuntime } from "./no-race-in-runtime.ts";
import { noSelectAll } from "./no-select-all.ts";
import { todoNeedsIssue } from "./todo-needs-issue.ts";

/** The rules of the house that no linter knows by itself. */
const house = {
  meta: { name: "house" },
  rules: {
    "disable-needs-reason": disableNeedsReason,
    "file-named-after-export": fileNamedAfterExport,
    "no-ambient": noAmbient,
    "no-banned-file-names": noBannedFileNames,
    "no-bare-error": noBareError,
    "no-barrel": noBarrel,
    "no-enum": noEnum,
    "no-process-env": noProcessEnv,
    "no-race-in-runtime": noRaceInRuntime,
    "no-select-all": noSelectAll,
    "todo-needs-issue": todoNeedsIssue,
  },
};

export default house;

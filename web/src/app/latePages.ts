export { DiagnosisPage } from "../features/diagnosis/DiagnosisPage";
export { SetupPage } from "../features/session/SetupPage";

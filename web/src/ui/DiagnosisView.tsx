import { Brand } from "./Brand";
import { Button, Spinner } from "./controls";
import { Icon, type IconName } from "./Icon";
import "./DiagnosisView.css";

export interface FindingItem {
  name: string;
  title: string;
  state: "running" | "well" | "doubtful" | "bad" | "skipped";
  sentence: string;
  advice: string;
}

export interface DiagnosisViewProps {
  findings: readonly FindingItem[];
  running: boolean;
  /** What it comes to, once all is looked at. */
  verdict: { state: "well" | "doubtful" | "bad"; sentence: string } | undefined;
  onAgain: () => void;
  homeHref: string;
}

const marks: Record<Exclude<FindingItem["state"], "running">, { icon: IconName; word: string }> = {
  well: { icon: "check", word: "Works" },
  doubtful: { icon: "warn", word: "Take a look" },
  bad: { icon: "close", word: "Does not work" },
  skipped: { icon: "skip", word: "Not needed" },
};

/** What calls need from here, and how each of it is. */
export function DiagnosisView({ findings, running, verdict, onAgain, homeHref }: DiagnosisViewProps) {
  return (
    <main className="diagnosis">
      <div className="diagnosis-head"><Brand /><a href={homeHref}>To the app</a></div>
      <h1>Do calls work here?</h1>
      <p className="diagnosis-verdict" role="status">
        {verdict ? <span className={`verdict verdict-${verdict.state}`}><Icon name={marks[verdict.state].icon} size={20} /> {verdict.sentence}</span> : "One thing after the other is looked at. The browser may ask whether this page may use the microphone and the camera."}
      </p>
      <ol className="findings" aria-label="Findings" aria-busy={running}>
        {findings.map(({ name, title, state, sentence, advice }) => (
          <li key={name} className={`finding finding-${state}`}>
            <span className="finding-mark">{state === "running" ? <Spinner label="Looking" /> : <><Icon name={marks[state].icon} size={18} /><span className="hidden-visually">{marks[state].word}</span></>}</span>
            <div>
              <h2>{title}</h2>
              <p>{sentence}</p>
              {advice && <p className="finding-advice"><strong>What to do:</strong> {advice}</p>}
            </div>
          </li>
        ))}
      </ol>
      <Button icon="retry" disabled={running} onClick={onAgain}>Look again</Button>
    </main>
  );
}

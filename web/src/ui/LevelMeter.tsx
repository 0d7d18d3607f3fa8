const steps = 12;

/** How loud a microphone is, 0 to 1. */
export function LevelMeter({ level }: { level: number }) {
  const lit = Math.round(level * steps);
  return (
    <div className="level" role="meter" aria-label="Microphone level" aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(level * 100)}>
      {Array.from({ length: steps }, (_, i) => <i key={i} className={i < lit ? "on" : ""} />)}
    </div>
  );
}

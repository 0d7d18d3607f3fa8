import { Account } from "@foyer/sdk";
import { useEffect, useMemo, useState } from "react";
import { useAsking, useClient, useStore } from "../../state/client";
import { SecurityDialog, type SecondFactorStep } from "../../ui/SecurityDialog";

/** The reader's password and second factor. */
export function Security({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const self = useStore(client.self);
  const account = useMemo(() => new Account(client), [client]);
  const password = useAsking();
  const factor = useAsking();
  const [changed, setChanged] = useState(false);
  const [step, setStep] = useState<SecondFactorStep>({ step: "loading" });
  const look = () => factor.ask(async () => {
    const { on, recoveryCodesLeft } = await account.secondFactor();
    setStep(on ? { step: "on", codesLeft: recoveryCodesLeft } : { step: "off" });
  });
  useEffect(() => void look(), []);
  return (
    <SecurityDialog login={self?.uname ?? ""} password={{ busy: password.busy, error: password.error, changed }} factor={{ busy: factor.busy, error: factor.error, ...step }} onClose={onClose}
      onPassword={(present, next) => {
        setChanged(false);
        void password.ask(() => account.changePassword(present, next)).then(setChanged);
      }}
      onStart={(proof) => void factor.ask(async () => setStep({ step: "confirm", ...(await account.startSecondFactor(proof)) }))}
      onConfirm={(code) => void factor.ask(async () => setStep({ step: "codes", codes: await account.confirmSecondFactor(code) }))}
      onStop={(proof) => void factor.ask(() => account.stopSecondFactor(proof)).then((done) => done && look())}
      onWritten={() => void look()} />
  );
}

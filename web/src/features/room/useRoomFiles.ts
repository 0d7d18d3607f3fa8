import type { ChatRoom } from "@foyer/sdk";
import { useEffect, useMemo, useRef, useState } from "react";
import { sentenceOf, useClient, useStore } from "../../state/client";
import { useDesk } from "../../state/desk";
import { imagePreview } from "../../state/imagePreview";
import type { FileActions } from "../../ui/FileCard";
import type { ChosenFile } from "../../ui/SendFilesDialog";

interface Chosen extends ChosenFile { file: File }

/** The files of a room, and those that are about to be sent: looked at first, with pictures made here. */
export function useRoomFiles(room: ChatRoom, onError: (sentence: string) => void) {
  const client = useClient();
  const { files, bring } = useDesk();
  const items = useStore(files.in(room.id));
  const [chosen, setChosen] = useState<readonly Chosen[]>([]);
  const count = useRef(0);
  const held = useRef(chosen);
  useEffect(() => { held.current = chosen; });
  useEffect(() => () => revoke(held.current), []);

  const actions = useMemo<FileActions>(() => {
    const of = (key: string) => client.files.get().find((file) => file.key === key);
    return {
      onAccept: (key) => of(key)?.accept(),
      onDecline: (key) => of(key)?.reject(),
      onCancel: (key) => of(key)?.cancel(),
      onDismiss: (key) => { const file = of(key); if (file) client.dismissFile(file); },
      onPickAgain: (key, file) => {
        try {
          of(key)?.resume(file);
        } catch (error) {
          onError(sentenceOf(error));
        }
      },
    };
  }, [client, onError]);

  const choose = (picked: readonly File[]) => {
    const more = picked.map((file): Chosen => ({ key: `chosen-${++count.current}`, name: file.name || "file", size: file.size, preview: undefined, file }));
    setChosen((before) => [...before, ...more]);
    for (const { key, file } of more) {
      void imagePreview(file).then((preview) => {
        if (!preview) return;
        if (held.current.some((each) => each.key === key)) setChosen((before) => before.map((each) => (each.key === key ? { ...each, preview } : each)));
        else URL.revokeObjectURL(preview);
      });
    }
  };
  const remove = (key: string) => {
    revoke(chosen.filter((each) => each.key === key));
    setChosen(chosen.filter((each) => each.key !== key));
  };
  const close = () => {
    revoke(chosen);
    setChosen([]);
  };
  const send = () => {
    const sent = chosen;
    setChosen([]);
    bring().then(() => {
      for (const { file, name, preview } of sent) files.keepPreview(room.sendFile(file, { name }), preview);
    }).catch((error: unknown) => {
      revoke(sent);
      onError(sentenceOf(error));
    });
  };
  return { items, actions, chosen, choose, remove, close, send };
}

function revoke(files: readonly Chosen[]): void {
  for (const { preview } of files) if (preview) URL.revokeObjectURL(preview);
}

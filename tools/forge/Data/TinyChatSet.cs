using System.Text.Json.Nodes;
using LocalAI.Plugins.Forge.Chat;
using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Data;

/// <summary>Writes what tiny-chat is trained and measured with.</summary>
/// <param name="settings">Where to, and how much.</param>
internal sealed class TinyChatSet(SetSettings settings)
{
    /// <summary>
    /// Writes <c>train.jsonl</c>, the <c>eval-*.jsonl</c>, and the chat template as <c>chat_template.jinja</c>.
    /// </summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public WordCount Write(CancellationToken cancellationToken)
    {
        var count = new WordCount();
        settings.Folder.Create();
        File.WriteAllText(Path.Combine(settings.Folder.FullName, "chat_template.jinja"), ChatText.Template);
        using (var train = new RowFile(settings.Folder, "train.jsonl"))
        {
            for (var i = 0; i < settings.Samples; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var sample = TinyChat.Train(new Dice(settings.Seed, (ulong)i), out var text);
                var row = sample?.ToJson(isHeldOut: false) ?? new JsonObject { ["kind"] = "text", ["text"] = text };
                train.Write(row);
                text = sample is null ? text : ChatText.Render(row);
                count.Add(train.Name, sample?.Kind ?? "text", text);
            }
        }
        for (var i = 0; i < TinyChat.Measures.Count; i++)
            Measure(i, count);
        return count;
    }

    private void Measure(int which, WordCount count)
    {
        var measure = TinyChat.Measures[which];
        using var file = new RowFile(settings.Folder, $"eval-{measure.Name}.jsonl");
        for (var i = 0; i < settings.HeldOut; i++)
        {
            var sample = measure.Take(new Dice(settings.HeldOutSeed(which), (ulong)i));
            var row = sample.ToJson(isHeldOut: true);
            file.Write(row);
            count.Add(file.Name, sample.Kind, ChatText.Render(row));
        }
    }
}

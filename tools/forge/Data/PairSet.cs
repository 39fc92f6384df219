using System.Text.Json.Nodes;
using LocalAI.Plugins.Forge.Grammar;
using LocalAI.Plugins.Forge.Pairs;

namespace LocalAI.Plugins.Forge.Data;

/// <summary>Writes what an embedder or a reranker is trained and measured with.</summary>
/// <param name="settings">Where to, and how much.</param>
/// <param name="write">Writes a row.</param>
internal sealed class PairSet(SetSettings settings, Func<PairWriter, Likeness, JsonObject> write)
{
    /// <summary>
    /// Writes <c>train.jsonl</c>; <c>eval-pairs.jsonl</c>, in which the wrong sentence is unrelated but shares words
    /// with the first in every second row; and <c>eval-close.jsonl</c>, in which it says the same of someone else.
    /// </summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public WordCount Write(CancellationToken cancellationToken)
    {
        var count = new WordCount();
        settings.Folder.Create();
        using (var train = new RowFile(settings.Folder, "train.jsonl"))
        {
            for (var i = 0; i < settings.Samples; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var dice = new Dice(settings.Seed, (ulong)i);
                var row = write(new PairWriter(dice, isHeldOut: false), PairWriter.AnyLikeness(dice));
                train.Write(row);
                Count(count, train.Name, row);
            }
        }
        Measure(0, "eval-pairs.jsonl", i => i % 2 == 0 ? Likeness.Unrelated : Likeness.SharesWords, count);
        Measure(1, "eval-close.jsonl", _ => Likeness.Close, count);
        return count;
    }

    private void Measure(int which, string name, Func<int, Likeness> likeness, WordCount count)
    {
        using var file = new RowFile(settings.Folder, name);
        for (var i = 0; i < settings.HeldOut; i++)
        {
            var row = write(new PairWriter(new Dice(settings.HeldOutSeed(which), (ulong)i), isHeldOut: true), likeness(i));
            file.Write(row);
            Count(count, name, row);
        }
    }

    private static void Count(WordCount count, string file, JsonObject row) =>
        count.Add(file, row["kind"]!.GetValue<string>(), string.Join(' ', Texts(row)));

    private static IEnumerable<string> Texts(JsonObject row) =>
        row.Where(column => column.Key != "kind").Select(column => column.Value!.GetValue<string>());
}

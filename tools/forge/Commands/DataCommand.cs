using System.CommandLine;
using System.Globalization;
using LocalAI.Plugins.Forge.Data;
using Spectre.Console;

namespace LocalAI.Plugins.Forge.Commands;

/// <summary><c>localai-forge data</c>: writes what a model is trained and measured with.</summary>
internal static class DataCommand
{
    private const int MostSamples = 10_000_000;

    public static Command Create(IAnsiConsole console) => new(
        "data",
        "Write what a model is trained and measured with, as JSON lines. All of it comes from grammars and word lists of this program; "
        + "the same seed gives the same bytes on every machine.")
    {
        Create(console, "tiny-chat", 60_000,
            "Conversations for the model that chats: stories, facts, memory, tools, thoughts. Writes train.jsonl (messages, tools, "
            + "enable_thinking, or text), text.jsonl for the tokenizer, eval-*.jsonl, chat_template.jinja.",
            (settings, cancellationToken) => new TinyChatSet(settings).Write(cancellationToken)),
        Create(console, "tiny-embed", 80_000,
            "Sentences for the model that embeds: anchor, positive (the same in other words), negative. Writes train.jsonl, text.jsonl, "
            + "eval-pairs.jsonl, eval-close.jsonl.",
            (settings, cancellationToken) =>
                new PairSet(settings, (writer, likeness) => writer.Embedding(likeness)).Write(cancellationToken)),
        Create(console, "tiny-rerank", 80_000,
            "Queries and documents for the model that ranks: prompt, chosen (what it asks for), rejected. Writes train.jsonl, text.jsonl, "
            + "eval-pairs.jsonl, eval-close.jsonl.",
            (settings, cancellationToken) =>
                new PairSet(settings, (writer, likeness) => writer.Ranking(likeness)).Write(cancellationToken)),
    };

    private static Command Create(
        IAnsiConsole console, string model, int samples, string description, Func<SetSettings, CancellationToken, WordCount> write)
    {
        var to = new Option<DirectoryInfo>("--to") { HelpName = "DIR", Description = "The folder to write to", Required = true };
        var seed = new Option<ulong>("--seed")
        {
            HelpName = "N",
            Description = "What chance begins with",
            DefaultValueFactory = _ => 1,
        };
        var count = Number("--samples", "How many samples for training", samples);
        var heldOut = Number("--held-out", "How many samples in each file for measuring", 200);
        var command = new Command(model, description) { to, seed, count, heldOut };
        command.SetAction((result, cancellationToken) =>
        {
            var settings = new SetSettings(
                result.GetRequiredValue(to), result.GetValue(seed), result.GetValue(count), result.GetValue(heldOut));
            Show(console, write(settings, cancellationToken));
            return Task.FromResult(0);
        });
        return command;
    }

    private static Option<int> Number(string name, string description, int usual)
    {
        var option = new Option<int>(name) { HelpName = "N", Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() is < 1 or > MostSamples)
                result.AddError($"{name} is {result.Tokens[0].Value}; give a number from 1 to {MostSamples}.");
        });
        return option;
    }

    private static void Show(IAnsiConsole console, WordCount count)
    {
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = 4096;
        var table = new Table { Border = TableBorder.None };
        foreach (var name in (string[])["file", "kind"])
            table.AddColumn(name);
        foreach (var name in (string[])["samples", "words", "a sample", "distinct"])
            table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var (file, kind, samples, words, distinct) in count.Lines)
        {
            table.AddRow(
                file, kind, Text(samples), Text(words), Text(words / samples), Text(distinct));
        }
        console.Write(table);
    }

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

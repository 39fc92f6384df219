using System.Text.Json;
using LocalAI.Plugins.Trainer.Samples;

namespace LocalAI.Plugins.Trainer.Rewards;

/// <summary>The reward functions that need no code: all give 0 to 1.</summary>
internal static class BuiltinRewards
{
    /// <summary>The column that <see cref="Accuracy"/> compares with.</summary>
    public const string AnswerColumn = "answer";

    /// <summary>1 where the answer thinks within <c>think</c> tags and says something after them.</summary>
    public static double Format(string answer) =>
        Between(answer, "<think>", "</think>") is { After: var after } && !string.IsNullOrWhiteSpace(after) ? 1 : 0;

    /// <summary>1 where what is within the first <c>answer</c> tags is what the row's column says, whatever the case.</summary>
    public static double Accuracy(string answer, Sample sample)
    {
        if (!sample.Columns.TryGetValue(AnswerColumn, out var column))
            return 0;
        if (Between(answer, "<answer>", "</answer>") is not { Inside: var given })
            return 0;
        var expected = column.ValueKind == JsonValueKind.String ? column.GetString()! : column.GetRawText();
        return string.Equals(given.Trim(), expected.Trim(), StringComparison.OrdinalIgnoreCase) ? 1 : 0;
    }

    /// <summary>1 at a length, evenly less to 0 at none and at twice as many characters.</summary>
    public static double Length(string answer, double target) =>
        target > 0 ? Math.Max(0, 1 - (Math.Abs(answer.EnumerateRunes().Count() - target) / target)) : 0;

    /// <summary>A half for each of the tags <c>think</c> and <c>answer</c> that is opened and closed.</summary>
    public static double Tags(string answer) => ((string[])["think", "answer"]).Count(tag =>
        answer.Contains($"<{tag}>", StringComparison.Ordinal) && answer.Contains($"</{tag}>", StringComparison.Ordinal)) / 2.0;

    /// <summary>The share of different ones among all runs of words.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="run">Words in a run, from 1.</param>
    public static double Variety(string answer, int run)
    {
        var words = answer.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < run)
            return 1;
        var runs = Enumerable.Range(0, words.Length - run + 1).Select(start => string.Join(' ', words, start, run)).ToList();
        return (double)runs.Distinct(StringComparer.Ordinal).Count() / runs.Count;
    }

    private static (string Inside, string After)? Between(string answer, string opening, string closing)
    {
        var start = answer.IndexOf(opening, StringComparison.Ordinal);
        if (start < 0)
            return null;
        start += opening.Length;
        var end = answer.IndexOf(closing, start, StringComparison.Ordinal);
        return end < 0 ? null : (answer[start..end], answer[(end + closing.Length)..]);
    }
}

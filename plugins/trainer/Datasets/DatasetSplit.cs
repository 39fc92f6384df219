using System.Globalization;
using System.Text.RegularExpressions;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Trainer.Datasets;

/// <summary>
/// A part of a dataset in the notation of the Hugging Face libraries: <c>train</c>, <c>train[:100]</c>, <c>train[90%:]</c>,
/// <c>test[10:20]</c>.
/// </summary>
internal sealed partial record DatasetSplit
{
    private DatasetSplit(string name, Bound from, Bound to)
    {
        Name = name;
        From = from;
        To = to;
    }

    /// <summary>The name before the brackets; of a folder, the name of the file in it.</summary>
    public string Name { get; }

    private Bound From { get; }

    private Bound To { get; }

    /// <param name="field">The request's field, for the error.</param>
    /// <param name="text">What it says.</param>
    /// <exception cref="EngineException">It is not of the notation.</exception>
    public static DatasetSplit Parse(string field, string text)
    {
        if (Notation().Match(text) is { Success: true } match)
        {
            return new DatasetSplit(
                match.Groups["name"].Value,
                Bound.Parse(match.Groups["from"].Value) ?? new Bound(0, IsPercent: true),
                Bound.Parse(match.Groups["to"].Value) ?? new Bound(100, IsPercent: true));
        }
        throw new EngineException(EngineFailure.InvalidInput,
            $"{field} is '{text}'; expected a name such as train, or a part such as train[:1000] or train[90%:].");
    }

    /// <summary>Which of so many rows it has: the first one, and the one behind the last.</summary>
    public (int First, int End) Of(int rows)
    {
        var (first, end) = (From.Of(rows), To.Of(rows));
        return (first, Math.Max(first, end));
    }

    private readonly record struct Bound(int Value, bool IsPercent)
    {
        public static Bound? Parse(string text) => text.Length == 0 ? null : new Bound(
            int.Parse(text.TrimEnd('%'), CultureInfo.InvariantCulture), text.EndsWith('%'));

        // Below 0 counts from the end.
        public int Of(int rows)
        {
            var place = IsPercent ? (int)Math.Round(Value / 100.0 * rows, MidpointRounding.AwayFromZero) : Value;
            return Math.Clamp(place < 0 ? rows + place : place, 0, rows);
        }
    }

    [GeneratedRegex(@"^(?<name>[\w.-]{1,64})(?:\[(?<from>-?\d{1,9}%?)?:(?<to>-?\d{1,9}%?)?\])?$")]
    private static partial Regex Notation();
}

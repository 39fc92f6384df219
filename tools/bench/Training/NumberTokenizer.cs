using System.Globalization;
using LocalAI.Plugins.Trainer.Tokens;

namespace LocalAI.Plugins.Bench.Training;

/// <summary>Texts that are the numbers of their tokens.</summary>
internal sealed class NumberTokenizer(int count) : TextTokenizer
{
    public override int Count => count;

    public static string Write(IEnumerable<int> tokens) => string.Join(' ', tokens);

    public override IReadOnlyList<int> Encode(string text, bool continues = false) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => int.Parse(number, CultureInfo.InvariantCulture))];

    public override string Decode(IEnumerable<int> tokens, bool showsSpecial) => Write(tokens);

    public override string TextOf(int? token) => "";
}

using SkiaSharp;

namespace LocalAI.CommandLine.Pictures;

/// <summary>
/// A colour for each kind of mark. A kind has the same colour in every picture, as long as no other kind there wants it too; then the
/// next free one is taken. Only kinds beyond the palette share colours.
/// </summary>
internal sealed class KindColours
{
    private readonly Dictionary<string, SKColor> _colours = new(StringComparer.Ordinal);

    /// <param name="kinds">The kinds of one picture.</param>
    public KindColours(IEnumerable<string> kinds)
    {
        var taken = new bool[Palette.Count];
        // In an order that does not depend on how sure the engine is.
        foreach (var kind in kinds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var place = (int)(Hash(kind) % (uint)taken.Length);
            for (var tried = 0; taken[place] && tried < taken.Length; tried++)
                place = (place + 1) % taken.Length;
            taken[place] = true;
            _colours[kind] = Palette[place];
        }
    }

    /// <summary>Twelve colours that are well told apart; a test measures how well.</summary>
    public static IReadOnlyList<SKColor> Palette { get; } =
    [
        new(0xFFE6332A), new(0xFF2F6FDE), new(0xFF2FA84F), new(0xFFF5CC1B), new(0xFF9B3FCF), new(0xFF19C3D6),
        new(0xFFF58220), new(0xFFF25CB4), new(0xFFA8E03A), new(0xFF8C5A2B), new(0xFFC9B6FF), new(0xFF0B6B62),
    ];

    /// <summary>The colour of a kind.</summary>
    public SKColor this[string kind] => _colours[kind];

    // FNV-1a of 32 bits: the hash of a string that .NET has is another one in each process.
    private static uint Hash(string text) => text.Aggregate(2166136261u, (hash, c) => (hash ^ c) * 16777619u);
}

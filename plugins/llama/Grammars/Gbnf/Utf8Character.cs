namespace LocalAI.Plugins.Llama.Grammars.Gbnf;

/// <summary>A character that has begun: its first bytes, for tokens may end within one. The default value is none.</summary>
internal readonly record struct Utf8Character
{
    private int Value { get; init; }

    private int Length { get; init; }

    private int Missing { get; init; }

    /// <summary>Whether a character has begun and not ended.</summary>
    public bool IsOpen => Missing > 0;

    /// <summary>The first code point it can become.</summary>
    public int First => Math.Max(Value << (6 * Missing), Length switch { 3 => 0x800, 4 => 0x10000, _ => 0 });

    /// <summary>The last code point it can become.</summary>
    public int Last => Math.Min((Value << (6 * Missing)) | ((1 << (6 * Missing)) - 1), 0x10FFFF);

    /// <summary>Goes on with a byte.</summary>
    /// <param name="value">The byte.</param>
    /// <param name="next">The character so far, when more is to come.</param>
    /// <param name="codePoint">The character, when it is whole; else -1.</param>
    /// <returns>False when that is no UTF-8.</returns>
    public bool TryAppend(byte value, out Utf8Character next, out int codePoint)
    {
        // The caller may well have the next character written over this one.
        var begun = this;
        (next, codePoint) = (default, -1);
        if (!begun.IsOpen)
        {
            if (value < 0x80)
            {
                codePoint = value;
                return true;
            }
            next = value switch
            {
                >= 0xC2 and <= 0xDF => new Utf8Character { Value = value & 0x1F, Length = 2, Missing = 1 },
                >= 0xE0 and <= 0xEF => new Utf8Character { Value = value & 0x0F, Length = 3, Missing = 2 },
                >= 0xF0 and <= 0xF4 => new Utf8Character { Value = value & 0x07, Length = 4, Missing = 3 },
                _ => default,
            };
            return next.IsOpen;
        }
        if ((value & 0xC0) != 0x80)
            return false;
        next = begun with { Value = (begun.Value << 6) | (value & 0x3F), Missing = begun.Missing - 1 };
        if (!next.IsOpen)
        {
            codePoint = next.Value;
            next = default;
            return codePoint is not (>= 0xD800 and <= 0xDFFF);
        }
        // Neither longer than need be, nor half a surrogate pair, nor beyond the last code point.
        return next.First <= next.Last && next is not { First: >= 0xD800, Last: <= 0xDFFF };
    }
}

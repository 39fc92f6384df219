namespace LocalAI.Plugins.Llama.Grammars.Languages;

/// <summary>Decimal numbers, without an exponent, that are a multiple of another.</summary>
/// <param name="divisor">The other number without its point, above 0.</param>
/// <param name="decimals">How many of the divisor's digits stand after the point.</param>
internal sealed class DivisibleLanguage(int divisor, int decimals) : Language
{
    private readonly StateNumbers<(int Remainder, int Decimals)> _states = new();

    public override IReadOnlyCollection<CharacterSet> Alphabet { get; } = [.. "-.0123456789".Select(c => CharacterSet.Of(c))];

    /// <summary>How many digits after the point a multiple may need.</summary>
    public int Decimals => decimals;

    // -1 decimals: the point has not been read.
    public override int Start => _states.NumberOf((0, -1));

    public override int Step(int state, int codePoint)
    {
        var (remainder, read) = _states[state];
        if (codePoint == '-')
            return state;
        if (codePoint == '.')
            return _states.NumberOf((remainder, 0));
        if (codePoint is < '0' or > '9')
            return Dead;
        if (read == decimals)
            return codePoint == '0' ? state : Dead;
        return _states.NumberOf(((int)((remainder * 10L + codePoint - '0') % divisor), read < 0 ? read : read + 1));
    }

    public override bool Accepts(int state)
    {
        var (remainder, read) = _states[state];
        long scaled = remainder;
        for (var missing = decimals - Math.Max(read, 0); missing > 0; missing--)
            scaled = scaled * 10 % divisor;
        return scaled == 0;
    }
}

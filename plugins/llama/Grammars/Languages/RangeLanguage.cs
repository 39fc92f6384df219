namespace LocalAI.Plugins.Llama.Grammars.Languages;

/// <summary>Decimal numbers within bounds. Expects text in the form of a JSON number without an exponent; others say that it is.</summary>
/// <param name="minimum">The lower bound, null for none.</param>
/// <param name="maximum">The upper bound, null for none.</param>
internal sealed class RangeLanguage(NumberBound? minimum, NumberBound? maximum) : Language
{
    private readonly StateNumbers<Progress> _states = new();

    private enum Part
    {
        Sign,
        Whole,
        Fraction,
    }

    public override IReadOnlyCollection<CharacterSet> Alphabet { get; } = [.. "-.0123456789".Select(c => CharacterSet.Of(c))];

    public override int Start => _states.NumberOf(default);

    public override int Step(int state, int codePoint)
    {
        var progress = _states[state];
        if (codePoint == '-')
            return _states.NumberOf(progress with { IsNegative = true });
        if (codePoint == '.')
        {
            return _states.NumberOf(progress with
            {
                Part = Part.Fraction,
                Digits = 0,
                Lower = WholeAgainst(progress, progress.Lower, minimum),
                Upper = WholeAgainst(progress, progress.Upper, maximum),
            });
        }
        if (codePoint is < '0' or > '9')
            return Dead;

        var digits = progress.Digits;
        var longest = Math.Max(Longest(minimum), Longest(maximum)) + 1;
        return _states.NumberOf(progress with
        {
            Part = progress.Part == Part.Sign ? Part.Whole : progress.Part,
            Digits = Math.Min(digits + 1, longest),
            Lower = Compared(progress.Lower, codePoint, progress.Part, digits, minimum),
            Upper = Compared(progress.Upper, codePoint, progress.Part, digits, maximum),
            IsNonzero = progress.IsNonzero || codePoint != '0',
        });
    }

    public override bool Accepts(int state)
    {
        var progress = _states[state];
        if (progress.Part == Part.Sign)
            return false;
        return IsWithin(progress, progress.Lower, minimum, isLower: true) && IsWithin(progress, progress.Upper, maximum, isLower: false);
    }

    private static int Longest(NumberBound? bound) => bound is null ? 0 : Math.Max(bound.Whole.Length, bound.Fraction.Length);

    /// <summary>The digits so far against as many of the bound's: -1 less, 0 equal, 1 more.</summary>
    private static int Compared(int before, int digit, Part part, int index, NumberBound? bound)
    {
        if (bound is null || before != 0)
            return before;
        var digits = part == Part.Fraction ? bound.Fraction : bound.Whole;
        var other = index < digits.Length ? digits[index] : '0';
        return Math.Sign(digit - other);
    }

    /// <summary>The whole part against the bound's, now that its length is known.</summary>
    private static int WholeAgainst(Progress progress, int compared, NumberBound? bound) =>
        bound is null ? 0 : progress.Digits != bound.Whole.Length ? Math.Sign(progress.Digits - bound.Whole.Length) : compared;

    private static bool IsWithin(Progress progress, int compared, NumberBound? bound, bool isLower)
    {
        if (bound is null)
            return true;
        var magnitude = progress.Part == Part.Whole ? WholeAgainst(progress, compared, bound) : compared;
        var read = progress.Part == Part.Whole ? 0 : progress.Digits;
        if (magnitude == 0 && read < bound.Fraction.Length)
            magnitude = -1;

        // Minus zero and plus zero are the same number, whichever the bound is written as.
        var order = (progress.IsNegative, bound.IsNegative) switch
        {
            (false, false) => magnitude,
            (true, true) => -magnitude,
            (true, false) => progress.IsZero && bound.IsZero ? 0 : -1,
            (false, true) => 1,
        };
        return order == 0 ? !bound.IsExclusive : isLower ? order > 0 : order < 0;
    }

    private readonly record struct Progress(Part Part, bool IsNegative, int Digits, int Lower, int Upper, bool IsNonzero)
    {
        public bool IsZero => !IsNonzero;
    }
}

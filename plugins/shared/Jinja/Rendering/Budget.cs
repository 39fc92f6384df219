namespace LocalAI.Plugins.Jinja.Rendering;

/// <summary>Counts what a rendering costs and ends it at its limits, or when its caller gives up.</summary>
internal sealed class Budget(JinjaLimits limits, CancellationToken cancellationToken)
{
    private const int StepsBetweenChecks = 1024;
    private const int CharactersPerStep = 64;
    private const int CharactersPerItem = 8;
    private const int StepsOfBigNumber = 1000;

    private long _steps = limits.Steps;
    private long _allocation = limits.Allocation;
    private int _untilCheck = StepsBetweenChecks;

    public JinjaLimits Limits => limits;

    /// <summary>One expression or statement.</summary>
    public void Step()
    {
        if (--_untilCheck <= 0)
            Check();
    }

    /// <summary>Work inside of a builtin, in units that cost about as much as an expression.</summary>
    public void Steps(long count)
    {
        _steps -= count;
        if (_steps < 0)
            Check();
    }

    /// <summary>Has to be asked before a string of this length is made.</summary>
    public void Text(long length)
    {
        if (length > limits.TextLength)
            throw TemplateFault.Limit($"A string would have {length} characters; the limit is {limits.TextLength}.");
        Allocate(length);
        Steps(length / CharactersPerStep);
    }

    /// <summary>Has to be asked before a list of this length is made.</summary>
    public void Items(long count)
    {
        if (count > limits.Items)
            throw TemplateFault.Limit($"A list would have {count} items; the limit is {limits.Items}.");
        Allocate(count * CharactersPerItem);
        Steps(count / CharactersPerItem);
    }

    /// <summary>Looking at a string that is there already, as equality and hashes do.</summary>
    public void Read(string text)
    {
        if (text.Length > CharactersPerStep)
            Steps(text.Length / CharactersPerStep);
    }

    /// <summary>Arithmetic on whole numbers beyond 64 bits.</summary>
    public void BigNumber() => Steps(StepsOfBigNumber);

    private void Allocate(long characters)
    {
        _allocation -= characters;
        if (_allocation < 0)
            throw TemplateFault.Limit($"The values of this rendering have more than {limits.Allocation} characters together.");
    }

    private void Check()
    {
        cancellationToken.ThrowIfCancellationRequested();
        _steps -= StepsBetweenChecks - _untilCheck;
        _untilCheck = StepsBetweenChecks;
        if (_steps < 0)
            throw TemplateFault.Limit($"Rendering takes more than {limits.Steps} steps.");
    }
}

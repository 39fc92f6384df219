namespace LocalAI.Plugins.Vision.Masks;

/// <summary>Where the coefficients of an object's mask are.</summary>
/// <param name="Output">Which output.</param>
/// <param name="First">The index of row 0's first one.</param>
/// <param name="RowStep">From one row to the next.</param>
/// <param name="ChannelStep">From one coefficient to the next.</param>
internal readonly record struct CoefficientPlace(int Output, int First, int RowStep, int ChannelStep)
{
    public int IndexOf(int row, int channel) => First + row * RowStep + channel * ChannelStep;
}

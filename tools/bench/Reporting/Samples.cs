namespace LocalAI.Plugins.Bench.Reporting;

/// <summary>What each side measured, round by round.</summary>
internal sealed class Samples
{
    private readonly List<(string Side, List<double> Values)> _sides = [];

    /// <summary>The sides in the order they were measured, ours first.</summary>
    public IEnumerable<string> Sides => _sides.Select(side => side.Side);

    public IReadOnlyList<double> this[string side] => _sides.FirstOrDefault(known => known.Side == side).Values ?? [];

    public void Add(string side, double sample)
    {
        var values = _sides.FirstOrDefault(known => known.Side == side).Values;
        if (values is null)
            _sides.Add((side, values = []));
        values.Add(sample);
    }
}

using System.Diagnostics.Metrics;

namespace LocalAI.Plugins.Store.Postgres;

/// <summary>
/// Npgsql's meter. It lives as long as the process and calls into Npgsql, so while it is there the plugin's code cannot be unloaded.
/// </summary>
internal static class NpgsqlMeter
{
    private const string Name = "Npgsql";

    /// <summary>Ends it: what Npgsql counts from then on is shown to nobody.</summary>
    public static void End()
    {
        var meters = new HashSet<Meter>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) => meters.Add(instrument.Meter);
        listener.Start();
        foreach (var meter in meters.Where(meter => meter.Name == Name))
            meter.Dispose();
    }
}

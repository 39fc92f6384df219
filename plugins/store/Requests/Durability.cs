namespace LocalAI.Plugins.Store.Requests;

/// <summary>What a write that was answered survives.</summary>
internal enum Durability
{
    /// <summary>Loss of power: it is answered when the disk has it.</summary>
    Always,

    /// <summary>The end of the process; loss of power takes what came after the last flush.</summary>
    Interval,

    /// <summary>The end of the process; loss of power takes what the system had not written yet.</summary>
    Off,
}

namespace LocalAI.Plugins.EndToEnd.Tests.Hosts;

/// <summary>A shared host with the mirror loaded.</summary>
public sealed class MirrorHost : SharedHost
{
    internal override Task<RunningHost> StartAsync() => RunningHost.WithMirrorAsync();
}

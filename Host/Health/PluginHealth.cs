using Grpc.Health.V1;
using Grpc.HealthCheck;
using LocalAI.Plugins.Host.Loading;

namespace LocalAI.Plugins.Host.Health;

/// <summary>The standard grpc.health.v1 service: the host as a whole under "", and each active plugin by its name.</summary>
internal sealed class PluginHealth : HealthServiceImpl
{
    public PluginHealth(PluginActivator activator)
    {
        SetStatus("", HealthCheckResponse.Types.ServingStatus.Serving);
        SetStatus("backend.Backend", HealthCheckResponse.Types.ServingStatus.Serving);
        activator.Activated += plugin => SetStatus(plugin.Name, HealthCheckResponse.Types.ServingStatus.Serving);
    }
}

using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Catalog;

namespace LocalAI.Plugins.Host.Choosing;

/// <summary>Who loads a model, and on which device.</summary>
internal sealed record Choice(Plugin Plugin, Device Device);

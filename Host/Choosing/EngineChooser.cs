using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Catalog;
using LocalAI.Plugins.Host.Loading;
using LocalAI.Plugins.Host.Options;

namespace LocalAI.Plugins.Host.Choosing;

/// <summary>Decides which plugin takes a LoadModel: the one that was named, or else the one that recognises the model.</summary>
internal sealed class EngineChooser(
    PluginCatalog catalog, DeviceChooser devices, PluginActivator activator, ServerOptions options, ILogger<EngineChooser> logger)
{
    /// <exception cref="ChoiceException">No plugin takes it.</exception>
    public Choice Choose(ModelRequest request)
    {
        var wish = options.Device ?? request.Device;
        if (wish is not null)
            devices.Require(wish);

        if (catalog.Pin is { } pin && request.Plugin is { } other && !catalog.Named(pin).Intersect(catalog.Named(other)).Any())
            throw new ChoiceException($"The option plugin:{other} cannot be met; this host was started with --plugin {pin}.");

        // A pinned host has only that plugin to choose from; it takes what the plugin itself accepts.
        var named = catalog.Pin ?? request.Plugin;
        var plugins = named is null ? Matching(request) : Named(named);
        var choices = plugins.GroupBy(plugin => plugin.EngineName, StringComparer.Ordinal)
            .Select(variants => devices.Best(variants, wish)).OfType<Choice>().ToList();
        var choice = choices switch
        {
            [] => throw new ChoiceException(NoDevice(plugins, wish)),
            [var only] => only,
            _ => Surest(choices, request),
        };
        Log.Chosen(logger, choice.Plugin.Name, choice.Device, request.Name);
        return choice;
    }

    private List<Plugin> Named(string name)
    {
        var named = catalog.Named(name);
        if (named.Count == 0)
            throw new ChoiceException(
                $"No plugin is called '{name}'; there are: {string.Join(", ", catalog.Plugins.Select(plugin => plugin.Name))}.");
        var usable = named.Where(plugin => plugin.Standing.Usable).ToList();
        return usable.Count > 0
            ? usable
            : throw new ChoiceException($"The plugin {name} cannot be used: {named[0].Standing.Reason}");
    }

    private List<Plugin> Matching(ModelRequest request)
    {
        var look = new ModelLook(request);
        foreach (var way in look.Ways)
        {
            var matching = catalog.Usable.Where(plugin => way(plugin.Manifest.Models)).ToList();
            if (matching.Count > 0)
                return matching;
        }
        throw new ChoiceException(Refusal.NothingFits(request, catalog));
    }

    private Choice Surest(List<Choice> choices, ModelRequest request)
    {
        var asked = choices.Select(choice => (choice, answer: Ask(choice.Plugin, request))).ToList();
        var best = asked.Where(pair => pair.answer > Recognition.No)
            .OrderByDescending(pair => pair.answer)
            .ThenByDescending(pair => pair.choice.Plugin.Manifest.Priority)
            .Select(pair => pair.choice)
            .FirstOrDefault();
        return best ?? throw new ChoiceException(Refusal.NobodyRecognises(request, asked.Select(pair => pair.choice.Plugin)));
    }

    private Recognition Ask(Plugin plugin, ModelRequest request)
    {
        try
        {
            return activator.Load(plugin).Engine.Recognise(request.Options);
        }
        catch (Exception e)
        {
            Log.CannotRecognise(logger, e, plugin.Name, request.Name);
            return Recognition.No;
        }
    }

    private static string NoDevice(IEnumerable<Plugin> plugins, DeviceWish? wish)
    {
        var each = plugins.Select(plugin => $"{plugin.Name} is built for {string.Join(", ", plugin.Manifest.Devices)}");
        var built = string.Join("; ", each);
        return wish is null
            ? $"No device that the model could run on is on this machine: {built}."
            : $"The device {wish} was asked for, but {built}.";
    }
}

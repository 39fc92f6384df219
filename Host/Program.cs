using System.Reflection;
using LocalAI.Plugins.Host;
using LocalAI.Plugins.Host.Catalog;
using LocalAI.Plugins.Host.Devices;
using LocalAI.Plugins.Host.Life;
using LocalAI.Plugins.Host.Options;

var parser = new OptionParser();
var parsed = parser.Parse(args, Environment.GetEnvironmentVariable);
var options = parsed.Options;

if (parsed.HelpAsked)
{
    parser.WriteHelp(Console.Out);
    return 0;
}
if (parsed.VersionAsked)
{
    var version = typeof(OptionParser).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
    Console.Out.WriteLine(version!.InformationalVersion);
    return 0;
}
if (parsed.Faults.Count > 0)
{
    parser.WriteHelp(Console.Error);
    Console.Error.WriteLine(string.Join(" ", parsed.Faults));
    return 1;
}

NativeEnvironment.Prepare();
try
{
    if (options.ProbeDevices is { } kind)
        Answers.Print(DeviceProbe.Find(kind));
    else if (options.DevicesJson)
        Answers.Print(Answers.Inventory(options).All());
    else if (options.PluginsJson)
        Answers.Print(PluginCatalog.Scan(PluginsFolder.Of(options), options.Plugin));
    else
        await Server.RunAsync(options, parsed.StartLine);
    return 0;
}
catch (Exception e)
{
    // LocalAI shows its user the last line of stderr when a backend ends by itself.
    Console.Error.WriteLine(FatalError.Describe(e, options));
    return 1;
}

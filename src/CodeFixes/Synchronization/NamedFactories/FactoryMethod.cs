using System;
using System.Collections.Generic;
using System.Linq;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.CodeFixes.Synchronization.NamedFactories;

/// <summary>One method of the factory: what its sites have in common is fixed in it, the rest are its parameters.</summary>
internal sealed class FactoryMethod
{
    private readonly PrimitiveKind _kind;
    private readonly SiteShape _shape;
    private readonly IReadOnlyList<(string Parameter, object? Fixed)> _settings;

    public FactoryMethod(SiteShape shape, IReadOnlyList<NamedSite> sites)
    {
        _shape = shape;
        _kind = sites[0].Kind;
        _settings = shape.Method == SiteShape.Create
            ? Settings(_kind).Select(setting => (setting, Common(setting, sites))).ToList()
            : new List<(string, object?)>();
        Parameters = _settings.Where(static setting => setting.Fixed is null).Select(static setting => setting.Parameter)
            .Concat(shape.TellsCreatedNew
                ? new[] { "createdNew" }
                : shape.Method == SiteShape.TryOpen ? new[] { "result" } : Array.Empty<string>())
            .ToList();
    }

    /// <summary>Parameters of the framework's method that a site still has to give.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <param name="accessibility">Of the method.</param>
    /// <param name="method">Its name.</param>
    /// <param name="primitive">The type that it makes, as it is written there.</param>
    /// <param name="name">The name, as an expression.</param>
    /// <param name="options">The options that say the scope; null when the name does.</param>
    /// <param name="isAnnotated">Whether nullable annotations may be written.</param>
    public string Text(string accessibility, string method, string primitive, string name, string? options, bool isAnnotated)
    {
        string parameters = string.Join(", ", Parameters.Select(parameter => Declaration(parameter, primitive, isAnnotated)));
        string last = options is null ? string.Empty : ", " + options;
        string body = _shape.Method switch
        {
            SiteShape.Open => $"{primitive}.OpenExisting({name}{last})",
            SiteShape.TryOpen => $"{primitive}.TryOpenExisting({name}{last}, out result)",
            _ => $"new {primitive}({string.Join(", ", _settings.Select(Argument))}, {name}{last}"
                + $"{(_shape.TellsCreatedNew ? ", out createdNew" : string.Empty)})",
        };
        return $"{accessibility} static {(_shape.Method == SiteShape.TryOpen ? "bool" : primitive)} {method}({parameters}) => {body};";
    }

    private static string[] Settings(PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Semaphore => new[] { "initialCount", "maximumCount" },
        PrimitiveKind.Event => new[] { "initialState", "mode" },
        _ => new[] { "initiallyOwned" },
    };

    /// <summary>The constant that all sites give a parameter; null when they do not agree.</summary>
    private static object? Common(string setting, IReadOnlyList<NamedSite> sites)
    {
        object? first = sites[0].Constant(setting);
        return sites.All(site => Equals(site.Constant(setting), first)) ? first : null;
    }

    private static string Argument((string Parameter, object? Fixed) setting) => setting switch
    {
        ("mode", int mode) => mode == 0 ? "EventResetMode.AutoReset" : "EventResetMode.ManualReset",
        (_, bool value) => $"{setting.Parameter}: {(value ? "true" : "false")}",
        (_, int number) => $"{setting.Parameter}: {number}",
        _ => setting.Parameter,
    };

    private static string Declaration(string parameter, string primitive, bool isAnnotated) => parameter switch
    {
        "createdNew" => "out bool createdNew",
        "result" =>
            isAnnotated ? $"[System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out {primitive}? result" : $"out {primitive} result",
        "mode" => "EventResetMode mode",
        "initialCount" or "maximumCount" => "int " + parameter,
        _ => "bool " + parameter,
    };
}

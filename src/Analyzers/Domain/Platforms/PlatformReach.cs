using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Platforms;

/// <summary>
/// Tells whether code can run on Unix: by the target of the project, attributes, checks around it, and around all calls of its member.
/// </summary>
internal sealed class PlatformReach
{
    private const string Supported = "System.Runtime.Versioning.SupportedOSPlatformAttribute";
    private const string Unsupported = "System.Runtime.Versioning.UnsupportedOSPlatformAttribute";

    private readonly Compilation _compilation;
    private readonly SourceBodies _bodies;
    private readonly MemberHistories _histories;
    private readonly Callers _callers;
    private readonly Lazy<bool> _isWindowsOnly;
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _members = new(SymbolEqualityComparer.Default);

    public static PlatformReach Of(ProcessModel model) =>
        model.Get(static model => new PlatformReach(
            model.Compilation,
            SourceBodies.Of(model),
            MemberHistories.Of(model),
            Callers.Of(model)));

    private PlatformReach(Compilation compilation, SourceBodies bodies, MemberHistories histories, Callers callers)
    {
        _compilation = compilation;
        _bodies = bodies;
        _histories = histories;
        _callers = callers;
        _isWindowsOnly = new(ReadTarget);
    }

    /// <summary>True when the project is for Windows alone: .NET Framework, a target framework for Windows, WPF, Windows Forms.</summary>
    public bool IsWindowsOnly => _isWindowsOnly.Value;

    /// <summary>True when the project is for .NET Framework.</summary>
    public bool IsFramework => _compilation.GetSpecialType(SpecialType.System_Object).ContainingAssembly?.Name == "mscorlib";

    /// <summary>False when the place is seen to run on Windows only, and when too many calls lead to it to tell.</summary>
    public bool MayBeUnix(IOperation place, CancellationToken cancellationToken)
    {
        if (IsWindowsOnly || IsOnWindows(place, cancellationToken))
        {
            return false;
        }

        return SeenMember(place, cancellationToken) is not { } member || IsCalledOnWindows(member, cancellationToken) == false;
    }

    /// <summary>True by what stands around the place in its own member.</summary>
    private bool IsOnWindows(IOperation place, CancellationToken cancellationToken) =>
        IsMarked(SourceBodies.Around(place, cancellationToken))
        || new PlatformCheck(member => ValueOf(member, cancellationToken)).IsOnWindows(place);

    /// <summary>
    /// True when every way to a method passes a check, through private methods too; false when one is seen that does not,
    /// or nothing calls it; null when there are too many to tell. All ways are looked at before one decides, so that the order in which
    /// they are met makes no difference.
    /// </summary>
    private bool? IsCalledOnWindows(IMethodSymbol method, CancellationToken cancellationToken)
    {
        if (_members.TryGetValue(method, out bool known))
        {
            return known;
        }

        bool isCalled = false;
        bool isOpen = false;
        HashSet<IMethodSymbol> reached = new(SymbolEqualityComparer.Default) { method };
        Queue<IMethodSymbol> open = new(reached);
        while (open.Count > 0)
        {
            foreach (IOperation? call in NamesOf(open.Dequeue(), cancellationToken))
            {
                if (call is not null && IsOnWindows(call, cancellationToken))
                {
                    isCalled = true;
                }
                else if (call is null || SeenMember(call, cancellationToken) is not { DeclaredAccessibility: Accessibility.Private } caller)
                {
                    isOpen = true;
                }
                else if (reached.Add(caller))
                {
                    open.Enqueue(caller);
                }
            }

            if (reached.Count > Budgets.PlatformCallers)
            {
                return null;
            }
        }

        return _members.GetOrAdd(method, isCalled && !isOpen);
    }

    /// <summary>The calls and creations that run a method, and the delegates made of it; null for another place that names it.</summary>
    private IEnumerable<IOperation?> NamesOf(IMethodSymbol method, CancellationToken cancellationToken) =>
        method.MethodKind == MethodKind.Constructor
            ? _callers.Calls(method, cancellationToken)
            : _histories.Mentions(method, cancellationToken).Select(mention => mention.Name.AncestorsAndSelf()
                .Take(Budgets.NameAncestors)
                .Select(node => mention.Model.GetOperation(node, cancellationToken))
                .FirstOrDefault(static operation => operation is IInvocationOperation or IMethodReferenceOperation));

    /// <summary>The member around a place, or the one constructor that runs an initialiser, when no code elsewhere can call it.</summary>
    private IMethodSymbol? SeenMember(IOperation place, CancellationToken cancellationToken)
    {
        ISymbol? symbol = SourceBodies.MemberAround(place, cancellationToken);
        IMethodSymbol? member = symbol as IMethodSymbol
            ?? (symbol is IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false }
                && symbol.ContainingType.InstanceConstructors is { Length: 1 } constructors ? constructors[0] : null);
        return member
                is { MethodKind: MethodKind.Ordinary or MethodKind.Constructor, IsVirtual: false, IsOverride: false, IsAbstract: false }
            && !Callers.AreOutside(member) ? member
            : member is { DeclaredAccessibility: Accessibility.Private } ? member
            : null;
    }

    private IOperation? ValueOf(ISymbol member, CancellationToken cancellationToken)
    {
        switch (member)
        {
            case IFieldSymbol or IPropertySymbol
                when _histories.Single(member, cancellationToken) is { } assigned:
                return assigned;
            case IPropertySymbol { GetMethod: { } getter }:
                return Returned(getter, cancellationToken);
            case IMethodSymbol { DeclaringSyntaxReferences.IsEmpty: false, Parameters.IsEmpty: true } method:
                return Returned(method, cancellationToken);
            default:
                return null;
        }
    }

    private IOperation? Returned(IMethodSymbol method, CancellationToken cancellationToken) =>
        _bodies.Of(method.OriginalDefinition, cancellationToken) is { } body
        && ControlFlow.ReturnsOf(body).Take(2).ToList() is { Count: 1 } returns
            ? returns[0]
            : null;

    /// <summary>True when the member, or what it is in, is marked as one for Windows or not for Linux, or is named so.</summary>
    private static bool IsMarked(ISymbol? symbol)
    {
        for (;
            symbol is not (null or IModuleSymbol or IAssemblySymbol or INamespaceSymbol { IsGlobalNamespace: true });
            symbol = symbol.ContainingSymbol)
        {
            if (IsMarkedItself(symbol)
                || ((symbol as IMethodSymbol)?.AssociatedSymbol is { } associated && IsMarkedItself(associated))
                || PlatformCheck.NamesWindows(symbol.Name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMarkedItself(ISymbol symbol)
    {
        string[] supported = Platforms(symbol, Supported);
        return (supported.Length > 0 && supported.All(PlatformCheck.NamesWindows))
            || Platforms(symbol, Unsupported).Contains("linux", StringComparer.OrdinalIgnoreCase);
    }

    private static string[] Platforms(ISymbol symbol, string attribute) =>
        symbol.GetAttributes().Where(data => data.AttributeClass.Is(attribute) && data.ConstructorArguments.Length > 0)
            .Select(static data => data.ConstructorArguments[0].Value as string)
            .OfType<string>()
            .ToArray();

    private bool ReadTarget() =>
        IsFramework
        || IsMarkedItself(_compilation.Assembly)
        || _compilation.Assembly.GetAttributes().Any(static attribute =>
            attribute.AttributeClass.Is("System.Runtime.Versioning.TargetPlatformAttribute")
            && attribute.ConstructorArguments is { Length: > 0 } arguments
            && arguments[0].Value is string platform
            && PlatformCheck.NamesWindows(platform))
        || _compilation.ReferencedAssemblyNames.Any(static reference => KnownNames.WindowsLibraries.Has(reference.Name));
}

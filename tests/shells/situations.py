"""What is typed, and what every shell must make of it: one table for bash, zsh and fish.

`line` is what is typed; a bar marks the cursor where it is not at the end.
  offers   values that must be among those offered
  lacks    values that must not be
  only     exactly these values, in any order
  becomes  the words of the line after one Tab
  goes_on  whether the cursor is to stay at the word then (no blank)
  shows    texts on the screen when the shell lists what it offers
"""

import shlex
from dataclasses import dataclass, field


@dataclass
class Situation:
    typed: str
    offers: list = field(default_factory=list)
    lacks: list = field(default_factory=list)
    only: list = None
    becomes: list = None
    goes_on: bool = None
    shows: list = field(default_factory=list)

    @property
    def before(self):
        return self.typed.split("|")[0]

    @property
    def behind(self):
        return self.typed.partition("|")[2]

    @property
    def line(self):
        return self.before + self.behind

    @property
    def word(self):
        """The word being typed, without quotes; for lines whose quotes are closed."""
        if self.before.endswith(" ") and not self.before.endswith("\\ "):
            return ""
        return (shlex.split(self.before) or [""])[-1]

    @property
    def words_before(self):
        words = shlex.split(self.before)
        return len(words) - (1 if self.word else 0)


S = Situation

SITUATIONS = [
    # Nouns, verbs, commands
    S("rasctl gatew", becomes=["rasctl", "gateway"], goes_on=False),
    S("rasctl ", offers=["gateway", "rds", "login", "context", "completion", "help", "search"],
      lacks=["__complete", "gw", "host", "logoff", "describe"]),
    S("rasctl gw", becomes=["rasctl", "gw"]),
    S("rasctl gateway ", offers=["list", "get", "create", "update", "delete", "status", "defaults"],
      lacks=["ls", "describe", "show", "enable"]),
    # Behind words that are said instead of the true ones goes on what the true ones have
    S("rasctl servers lis", becomes=["rasctl", "servers", "list"]),
    S("rasctl sear", becomes=["rasctl", "search"]),
    S("rasctl gateway up", offers=["update", "upload-certificate"], lacks=["list"]),
    S("rasctl gw upd", becomes=["rasctl", "gw", "update"]),
    S("rasctl rds ", only=["defaults", "host", "pool", "template"]),
    S("rasctl rds ho", becomes=["rasctl", "rds", "host"]),
    S("rasctl rds host drain-", becomes=["rasctl", "rds", "host", "drain-until-reboot"]),
    S("rasctl pub app ", offers=["rds"]),
    S("rasctl con", offers=["context", "config"], lacks=["completion"]),
    S("rasctl context ", only=["delete", "list", "rename", "show", "use"]),
    S("rasctl nosuchnoun ", only=[]),
    S("rasctl gateway nosuchverb ", only=[]),
    S("rasctl rds host dr|ain rdsh01", offers=["drain", "drain-until-reboot"]),
    S("rasctl gateway", becomes=["rasctl", "gateway"], goes_on=False),
    # Own words: alias, plugin, alias of the shell
    S("rasctl hos", offers=["hosts"]),
    S("rasctl hosts --colum", becomes=["rasctl", "hosts", "--columns"]),
    S("rasctl hell", becomes=["rasctl", "hello"]),
    S("r gateway creat", becomes=["r", "gateway", "create"]),
    S("r gateway get gw1", becomes=["r", "gateway", "get", "gw1.company.dom"]),
    # Flags
    S("rasctl gateway create --serv", becomes=["rasctl", "gateway", "create", "--server"], goes_on=False),
    S("rasctl gateway create --server x --serv", only=["--serv"]),
    S("rasctl gateway create --server=x --se", offers=["--set"], lacks=["--server"]),
    S("rasctl gateway update gw1 --set a=1 --se", offers=["--set"]),
    S("rasctl gateway update gw1 --no-enable-gw", lacks=["--enable-gw-port"]),
    S("rasctl gateway update gw1 --no-all", offers=["--no-allow-clipboard"], lacks=["--allow-clipboard"]),
    S("rasctl gateway list --out", becomes=["rasctl", "gateway", "list", "--output"]),
    S("rasctl --outp", becomes=["rasctl", "--output"]),
    S("rasctl -o json gatew", becomes=["rasctl", "-o", "json", "gateway"]),
    S("rasctl gateway --context lab li", becomes=["rasctl", "gateway", "--context", "lab", "list"]),
    S("rasctl gateways --context lab li", becomes=["rasctl", "gateways", "--context", "lab", "list"]),
    S("rasctl gateway get --quie", becomes=["rasctl", "gateway", "get", "--quiet"]),
    S("rasctl gateway get -- --quie", only=["--quie"]),
    S("rasctl login --pass", offers=["--password-stdin", "--password-command"]),
    # Values: formats, choices, booleans
    S("rasctl gateway list -o js", only=["json", "jsonl"]),
    S("rasctl gateway list -o ya", becomes=["rasctl", "gateway", "list", "-o", "yaml"]),
    S("rasctl gateway list --output=ya", becomes=["rasctl", "gateway", "list", "--output=yaml"]),
    S("rasctl gateway list --output=js", only=["--output=json", "--output=jsonl"]),
    S("rasctl gateway list --output=", offers=["--output=json", "--output=table", "--output=csv"]),
    S("rasctl gateway list --color nev", becomes=["rasctl", "gateway", "list", "--color", "never"]),
    S("rasctl gateway update gw1 --allow-clipboard=", only=["--allow-clipboard=true", "--allow-clipboard=false"]),
    S("rasctl gateway update gw1 --allow-clipboard=f",
      becomes=["rasctl", "gateway", "update", "gw1", "--allow-clipboard=false"]),
    S("rasctl gateway list -o js|on --quiet", only=["json", "jsonl"]),
    # Columns, sorting, conditions
    S("rasctl gateway list --columns serv", offers=["server"]),
    S("rasctl gateway list --columns id,serv", offers=["id,server"]),
    S("rasctl gateway list --columns server,serv", lacks=["server,server"]),
    S("rasctl gateway list --sort -serv", offers=["-server"]),
    S("rasctl gateway list --sort=-serv", offers=["--sort=-server"]),
    S("rasctl gateway list --where enabl", offers=["enabled="]),
    S("rasctl gateway list --where enabled", becomes=["rasctl", "gateway", "list", "--where", "enabled="], goes_on=True),
    S("rasctl gateway list --where enabled=", only=["enabled=true", "enabled=false"]),
    S("rasctl gateway list --where enabled=t",
      becomes=["rasctl", "gateway", "list", "--where", "enabled=true"]),
    S("rasctl gateway list --where \"enabled=true and siteI",
      becomes=["rasctl", "gateway", "list", "--where", "enabled=true and siteId="]),
    # Field paths
    S("rasctl gateway update gw1 --set allowClip",
      becomes=["rasctl", "gateway", "update", "gw1", "--set", "allowClipboard="], goes_on=True),
    S("rasctl gateway update gw1 --set allowClipboard=", only=["allowClipboard=true", "allowClipboard=false"]),
    S("rasctl gateway update gw1 --set=allowClipboard=t",
      becomes=["rasctl", "gateway", "update", "gw1", "--set=allowClipboard=true"]),
    # Contexts and settings
    S("rasctl context use la", becomes=["rasctl", "context", "use", "lab"]),
    S("rasctl context use ", only=["lab", "lab2"]),
    S("rasctl --context lab", offers=["lab", "lab2"]),
    S("rasctl -c ", only=["lab", "lab2"]),
    S("rasctl config get defaults.outp", becomes=["rasctl", "config", "get", "defaults.output"]),
    S("rasctl config set defaults.output js", only=["json", "jsonl"]),
    S("rasctl config set quiet ", only=["true", "false"]),
    # Topics, scripts, requests
    S("rasctl help gatew", becomes=["rasctl", "help", "gateway"]),
    S("rasctl help rds host drain-u", becomes=["rasctl", "help", "rds", "host", "drain-until-reboot"]),
    S("rasctl completion ", only=["bash", "zsh", "fish", "powershell"]),
    S("rasctl api ", only=["GET", "POST", "PUT", "DELETE"]),
    S("rasctl api GET /api/RDS/HostPo", offers=["/api/RDS/HostPool"]),
    S("rasctl explain rds host.agentSta", becomes=["rasctl", "explain", "rds", "host.agentState"]),
    S("rasctl wait gatew", becomes=["rasctl", "wait", "gateway"]),
    S("rasctl wait gateway gw1", becomes=["rasctl", "wait", "gateway", "gw1.company.dom"]),
    S("rasctl wait gateway gw1 --for agentSta",
      becomes=["rasctl", "wait", "gateway", "gw1", "--for", "agentState="], goes_on=True),
    S("rasctl wait gateway gw1 --for dele", becomes=["rasctl", "wait", "gateway", "gw1", "--for", "deleted"]),
    # Files
    S("rasctl gateway create --from-file bod", becomes=["rasctl", "gateway", "create", "--from-file", "body.json"]),
    S("rasctl gateway create --from-file=bod", becomes=["rasctl", "gateway", "create", "--from-file=body.json"]),
    S("rasctl gateway create --from-file my", becomes=["rasctl", "gateway", "create", "--from-file", "my file.yaml"]),
    S("rasctl gateway create --from-file \"my", becomes=["rasctl", "gateway", "create", "--from-file", "my file.yaml"]),
    S("rasctl gateway create --from-file fold",
      becomes=["rasctl", "gateway", "create", "--from-file", "folder/"], goes_on=True),
    S("rasctl gateway create --from-file folder/in",
      becomes=["rasctl", "gateway", "create", "--from-file", "folder/inner.json"]),
    S("rasctl gateway create --from-file ~/hom",
      becomes=["rasctl", "gateway", "create", "--from-file", "~/home.json"]),
    S("rasctl gateway create --password @sec", becomes=["rasctl", "gateway", "create", "--password", "@secret.txt"]),
    S("rasctl gateway create --password ", only=["@", "@-"]),
    # Live values
    S("rasctl gateway get ", offers=["gw1.company.dom", "gw2.company.dom"], lacks=["21"]),
    S("rasctl gateway get 2", offers=["21", "22"], shows=["gw1.company.dom"]),
    S("rasctl gateway get id:", offers=["id:21", "id:22"]),
    S("rasctl gateway get name:gw1", becomes=["rasctl", "gateway", "get", "name:gw1.company.dom"]),
    S("rasctl gateway get GW1", becomes=["rasctl", "gateway", "get", "gw1.company.dom"]),
    S("rasctl gateway delete gw1.company.dom gw", offers=["gw2.company.dom"], lacks=["gw1.company.dom"]),
    S("rasctl gateway get gw1|.company.dom --quiet", offers=["gw1.company.dom"]),
    S("rasctl theme get Night", becomes=["rasctl", "theme", "get", "Night: shift"]),
    S("rasctl theme get \"Night", becomes=["rasctl", "theme", "get", "Night: shift"]),
    S("rasctl theme get 'Night", becomes=["rasctl", "theme", "get", "Night: shift"]),
    S("rasctl theme get Night:\\ s", becomes=["rasctl", "theme", "get", "Night: shift"]),
    S("rasctl theme get It", becomes=["rasctl", "theme", "get", "It's dark"]),
    S("rasctl theme get \"It", becomes=["rasctl", "theme", "get", "It's dark"]),
    S("rasctl theme get 'Say", becomes=["rasctl", "theme", "get", "Say \"hi\" & go"]),
    S("rasctl theme get Say", becomes=["rasctl", "theme", "get", "Say \"hi\" & go"]),
    S("rasctl theme get Gr", becomes=["rasctl", "theme", "get", "Grün $HOME"]),
    S("rasctl theme get Grü", becomes=["rasctl", "theme", "get", "Grün $HOME"]),
    S("rasctl gateway list --site Head", becomes=["rasctl", "gateway", "list", "--site", "Headquarters"]),
    S("rasctl gateway list --site=Head", becomes=["rasctl", "gateway", "list", "--site=Headquarters"]),
    S("rasctl gateway create --site ", offers=["Headquarters", "Branch"]),
    S("rasctl --site Branch gateway get gw", offers=["gw1.company.dom"]),
    S("rasctl gateway get nosuchgateway", only=["nosuchgateway"]),
    S("rasctl gateway ", shows=["List secure gateways"]),
    S("rasctl rds pool member add 101 rdsh01.company.dom ", offers=["rdsh02.company.dom"],
      lacks=["rdsh01.company.dom", "Office"]),
    S("rasctl rds pool member add Off", becomes=["rasctl", "rds", "pool", "member", "add", "Office"]),
    S("rasctl session logoff --host rdsh01", becomes=["rasctl", "session", "logoff", "--host", "rdsh01.company.dom"]),
    S("rasctl session logoff --host rdsh01.company.dom,rdsh02",
      becomes=["rasctl", "session", "logoff", "--host", "rdsh01.company.dom,rdsh02.company.dom"]),
    # What comes before and behind
    S("rasctl -c lab gateway get gw1", becomes=["rasctl", "-c", "lab", "gateway", "get", "gw1.company.dom"]),
    S("rasctl --context=lab gateway lis", becomes=["rasctl", "--context=lab", "gateway", "list"]),
    S("rasctl --no-input -q gateway lis", becomes=["rasctl", "--no-input", "-q", "gateway", "list"]),
    S("rasctl help ", offers=["gateway", "wait"]),
    S("rasctl man recip", becomes=["rasctl", "man", "recipes"]),
    S("rasctl man gatew", becomes=["rasctl", "man", "gateway"]),
    S("rasctl batch bod", becomes=["rasctl", "batch", "body.json"]),
    S("rasctl simulate --farm ", only=["demo", "sample", "empty"]),
    S("rasctl simulate --sta", becomes=["rasctl", "simulate", "--state"]),
    S("rasctl api /api/RDS/HostPo", offers=["/api/RDS/HostPool"]),
    S("rasctl login --passw", offers=["--password-stdin", "--password-command"], lacks=["--password"]),
]
